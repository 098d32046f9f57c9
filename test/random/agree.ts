/** Compares many random programs and fails with the smallest one that differs. */
import fc from "fast-check";
import type { MemoryModel } from "../../engine/check/result.js";
import { type Shape, randomProgram } from "./arbitrary.js";
import type { Comparison } from "./compare.js";
import type { RandomProgram } from "./program.js";
import { showProgram } from "./show-program.js";

/** What to compare, and how often. */
export interface Batch {
  readonly memory: MemoryModel;
  readonly shape: Shape;
  readonly programs: number;
  readonly compare: (program: RandomProgram, memory: MemoryModel) => Comparison;
  /** Default: a random one; the message of a failure names it. */
  readonly seed?: number | undefined;
}

/** How many programs were compared, by what could be compared. */
export interface Tally {
  everything: number;
  graph: number;
  tooLarge: number;
}

/** Throws an error with the seed, the program and the differences unless all programs agree. */
export function agree({ memory, shape, programs, compare, seed }: Batch): Tally {
  const tally: Tally = { everything: 0, graph: 0, tooLarge: 0 };
  const result = fc.check(
    fc.property(randomProgram(shape), (program) => {
      const { differences, compared } = compare(program, memory);
      tally[compared ?? "tooLarge"]++;
      if (differences.length > 0) throw new Error(differences.join("\n"));
    }),
    { numRuns: programs, ...(seed === undefined ? {} : { seed }) },
  );
  if (!result.failed) return tally;
  const [program] = result.counterexample ?? [];
  const cause = "errorInstance" in result ? result.errorInstance : null;
  throw new Error(
    `random program under ${memory}, seed ${result.seed}, path ${result.counterexamplePath ?? ""}:\n` +
      `${program === undefined ? "" : showProgram(program)}\n` +
      (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)),
  );
}

/** Programs without loops that can go on for ever. */
export const straight: Shape = { retry: false, storesInRetry: false, steps: 9 };

/** Programs with retry loops. With store buffers a loop that stores has infinitely many states. */
export function looping(memory: MemoryModel): Shape {
  return { retry: true, storesInRetry: memory === "sc", steps: 8 };
}
