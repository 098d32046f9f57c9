import { describe, expect, test } from "vitest";
import { PropertyEvaluator } from "../property-evaluator.js";
import type { MemoryModel } from "../../check/result.js";
import type { Builder, Scenario, Shared, ThreadHandle } from "../../index.js";
import { machineFor } from "../../memory/models.js";
import { TraceSearch } from "./search.js";
import { exploreAll, stateText } from "./testing/brute-force.js";
import { follow } from "./testing/follow.js";
import { mulberry32, randomProgram, scenarioOf } from "./testing/random-program.js";
import { countTraces } from "./testing/sleep-set-oracle.js";

/** Steps after which a random program is too large for the oracles. */
const mostSteps = 6000;

/** Adds one to three properties over two variables, or over a variable and whether a thread is done. */
function randomProperties(seed: number) {
  return (s: Builder, x: readonly Shared<number>[], threads: readonly ThreadHandle[]): void => {
    const random = mulberry32(seed * 7 + 1);
    const below = (n: number) => Math.floor(random() * n);
    for (let p = below(3); p >= 0; p--) {
      const [a, b, t] = [x[below(x.length)], x[below(x.length)], threads[below(threads.length)]];
      const [c, d, kind, negated] = [below(3), below(3), below(3), below(2)];
      const holds = (): boolean => {
        if (kind === 0) return a.now === c && b.now === d;
        return kind === 1 ? a.now === c || t.done : t.done && a.now === c;
      };
      if (negated === 1) s.always(`p${p}`, () => !holds());
      else s.reachable(`p${p}`, holds);
    }
  };
}

/** What differs between the search and the oracles for one random program; null when too large. */
function differences(of: Scenario, memory: MemoryModel): string[] | null {
  const ends = new Set<string>();
  const machine = machineFor(of.build(), memory);
  const oracle = new PropertyEvaluator(machine);
  const found = new TraceSearch(machine, oracle, {
    onEnd: (end) => ends.add(`${end} ${stateText(machine)}`),
  });
  if (!found.run(mostSteps)) return null;
  const { complete, deadlocked, failed, assumed, properties } = found.judge;

  const together = machine.built.properties.map((_, p) =>
    Array.from({ length: machine.slots }, (__, slot) => slot).filter((slot) =>
      oracle.readersOf(slot).includes(p),
    ),
  );
  const counts = countTraces(machineFor(of.build(), memory), together);
  const reference = machineFor(of.build(), memory);
  const judge = new PropertyEvaluator(reference);
  const kinds = reference.built.properties.map(({ kind }) => kind);
  const all = exploreAll(reference, () =>
    kinds.flatMap((kind, p) => (judge.evaluate(p) === (kind === "reachable") ? [p] : [])),
  );

  const wrong: string[] = [];
  const expectEqual = (what: string, got: unknown, want: unknown) => {
    const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
    if (a !== b) wrong.push(`${what}: ${a} instead of ${b}`);
  };
  expectEqual("blocked", found.sleepSetBlocked, 0);
  expectEqual("traces", { complete, deadlocked, failed, assumed }, counts);
  expectEqual("ends", [...ends].sort(), [...all.ends].sort());
  const shown = properties.flatMap(({ schedule }, p) => (schedule === null ? [] : [p]));
  expectEqual("notable", shown, [...all.notable].sort());
  for (const p of shown) {
    const end = follow(machine, properties[p].schedule!);
    if (end !== null) wrong.push(end);
    else expectEqual(`shown ${p}`, oracle.evaluate(p), kinds[p] === "reachable");
    machine.reset();
  }
  return wrong;
}

describe("the traces engine agrees with a sleep-set search and with brute force", () => {
  const batches = [
    { memory: "sc", size: 4, programs: 9000, properties: false },
    { memory: "sc", size: 5, programs: 6000, properties: false },
    { memory: "sc", size: 7, programs: 2000, properties: false },
    { memory: "sc", size: 5, programs: 3000, properties: true },
    { memory: "tso", size: 5, programs: 1500, properties: false },
    { memory: "tso", size: 5, programs: 500, properties: true },
    { memory: "weak", size: 5, programs: 1500, properties: false },
    { memory: "weak", size: 5, programs: 500, properties: true },
  ] as const;
  test.each(batches)("on $programs random programs of size $size under $memory", (batch) => {
    let tooLarge = 0;
    for (let seed = 1; seed <= batch.programs; seed++) {
      const program = randomProgram(seed * 16 + batch.size, batch.size);
      const of = scenarioOf(program, batch.properties ? randomProperties(seed) : undefined);
      const wrong = differences(of, batch.memory);
      if (wrong === null) tooLarge++;
      else if (wrong.length > 0) throw new Error(`seed ${seed}: ${wrong.join("; ")}`);
    }
    expect(tooLarge).toBeLessThan(batch.programs / 20);
  });
});
