import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PropertyEvaluator } from "../../engine/explore/property-evaluator.js";
import { TraceSearch } from "../../engine/explore/traces/search.js";
import { Machine } from "../../engine/memory/machine.js";
import {
  type CountedProgram,
  ainc,
  big0,
  binc,
  brokenMutualExclusion,
  casOnce,
  casrot,
  casw,
  combinationLock1,
  dekker,
  diffDep1,
  disjoint,
  fibBench,
  filesystem,
  indexer,
  lastzero,
  lockinc,
  mutexDeadlockOne,
  mutexHard,
  mutexTrylockUnlock,
  noReduction,
  peterson,
  poplOptimalExample,
  readers,
  simplifiedDekker,
  writeThenCas,
  writerAndIncrements,
  writerAndReaders,
  writerPairs,
  writersAndReader,
} from "./programs.js";

/** What the search finds, in the terms of `CountedProgram`. */
function traces(program: CountedProgram) {
  const machine = new Machine(program.scenario.build());
  const search = new TraceSearch(machine, new PropertyEvaluator(machine));
  while (!search.run(1_000_000));
  const { complete, deadlocked, assumed, failed } = search.judge;
  expect(failed).toBe(0);
  return { complete, deadlocked, assumed, blocked: search.sleepSetBlocked };
}

function wanted({ complete, deadlocked, assumeBlocked }: CountedProgram) {
  return { complete, deadlocked, assumed: assumeBlocked, blocked: 0 };
}

const recorded: readonly CountedProgram[] = [
  ...[3, 8, 15].map(readers),
  ...[2, 5, 10, 15].map(lastzero),
  ...[11, 12, 13, 14].map(indexer),
  ...[13, 14, 16, 19].map(filesystem),
  ...[3, 4, 5].map(fibBench),
  big0(),
  ...[2, 3, 4, 5, 6, 7].map(casrot),
  ...[2, 3, 4].map(casw),
  ...[2, 5, 7].map(ainc),
  ...[2, 3, 4, 5, 6].map(lockinc),
  ...[2, 3, 4].map(binc),
  dekker(),
  peterson(),
  mutexHard(),
  mutexDeadlockOne(),
  mutexTrylockUnlock(),
  simplifiedDekker(),
  brokenMutualExclusion(),
  diffDep1(),
  poplOptimalExample(),
  combinationLock1(),
];

describe("the traces engine finds the recorded number of traces", () => {
  test.each(recorded.map((program) => [program.scenario.name, program] as const))(
    "of %s",
    (_, program) => {
      expect(traces(program)).toEqual(wanted(program));
    },
  );
});

describe("the traces engine agrees with closed forms", () => {
  const small = fc.integer({ min: 1, max: 5 });
  const families: Readonly<Record<string, (n: number) => CountedProgram>> = {
    "no two of 2n writes commute: C(2n, n)": noReduction,
    "disjoint locations: 1": disjoint,
    "a writer and n atomic increments: (n + 1)!": writerAndIncrements,
    "n writers and a reader: (n + 1)!": writersAndReader,
    "n compare-and-sets from 0: n": casOnce,
    "a write and n compare-and-sets of it: n 2^(n-1) + 1": writeThenCas,
    "m locations with two writers each: 2^m": writerPairs,
  };
  test.each(Object.entries(families))("%s", (_, family) => {
    fc.assert(
      fc.property(small, (n) => {
        expect(traces(family(n))).toEqual(wanted(family(n)));
      }),
      { numRuns: 10 },
    );
  });

  test("k writes against r readers of k reads: C(2k, k)^r", () => {
    const size = fc.record({
      k: fc.integer({ min: 1, max: 3 }),
      r: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(size, ({ k, r }) => {
        const program = writerAndReaders(k, r);
        expect(traces(program)).toEqual(wanted(program));
      }),
      { numRuns: 10 },
    );
  });
});
