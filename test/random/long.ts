/**
 * The long version of the random tests:
 * `node app/build/run.js test/random/long.ts [--programs N] [--seed S] [--memory M] [--compare C]`.
 * N is the number of programs for each combination of what is compared (a key of `comparisons`)
 * and memory model. Ends with exit status 1 at the first program that differs.
 */
import { parseArgs } from "node:util";
import type { MemoryModel } from "../../engine/check/result.js";
import { type Batch, agree, looping, straight } from "./agree.js";
import { compareCrew } from "./compare-crew.js";
import { compareTraces } from "./compare-traces.js";
import { compareStates } from "./compare.js";

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "20000" },
    seed: { type: "string" },
    memory: { type: "string" },
    compare: { type: "string" },
  },
});

const comparisons: Readonly<
  Record<string, (memory: MemoryModel) => Pick<Batch, "shape" | "compare">>
> = {
  states: () => ({ shape: straight, compare: compareStates }),
  loops: (memory) => ({ shape: looping(memory), compare: compareStates }),
  records: () => ({ shape: { ...straight, special: "records" }, compare: compareStates }),
  waits: () => ({ shape: { ...straight, special: "waits" }, compare: compareStates }),
  waitLoops: (memory) => ({
    shape: { ...looping(memory), special: "waits" },
    compare: compareStates,
  }),
  traces: () => ({ shape: straight, compare: compareTraces }),
  recordTraces: () => ({ shape: { ...straight, special: "records" }, compare: compareTraces }),
  waitTraces: () => ({ shape: { ...straight, special: "waits" }, compare: compareTraces }),
  crew: (memory) => ({ shape: looping(memory), compare: compareCrew }),
};

/** Programs between two lines of output; each batch has its own seed. */
const batch = 1000;

function run(): number {
  const programs = Number(values.programs);
  const first = values.seed === undefined ? Date.now() & 0x3fffffff : Number(values.seed);
  if (!(programs > 0) || !Number.isInteger(first)) {
    process.stderr.write("--programs and --seed take whole numbers\n");
    return 64;
  }
  for (let done = 0; done < programs; done += batch) {
    for (const [name, comparison] of Object.entries(comparisons)) {
      if (values.compare !== undefined && values.compare !== name) continue;
      for (const memory of ["sc", "tso", "weak"] as const) {
        if (values.memory !== undefined && values.memory !== memory) continue;
        const seed = first + done / batch;
        const begun = performance.now();
        const size = Math.min(batch, programs - done);
        try {
          const tally = agree({ ...comparison(memory), memory, programs: size, seed });
          const seconds = ((performance.now() - begun) / 1000).toFixed(1);
          process.stdout.write(
            `${name} ${memory} seed ${seed}: ${JSON.stringify(tally)} ${seconds} s\n`,
          );
        } catch (error) {
          process.stdout.write(`${name} ${memory}: ${String(error)}\n`);
          return 1;
        }
      }
    }
  }
  return 0;
}

process.exitCode = run();
