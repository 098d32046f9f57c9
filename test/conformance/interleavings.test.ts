import fc from "fast-check";
import { expect, test } from "vitest";
import { type CheckResult, type Scenario, assert, check, scenario } from "../../engine/index.js";
import { ainc, binomial, casOnce, lockinc, mutexHard, noReduction } from "./programs.js";

function states(of: Scenario): Promise<CheckResult> {
  return check(of, { engine: "states" });
}

/** (sum of ns)! / product of ns!: the ways to interleave threads of so many steps. */
function multinomial(ns: readonly number[]): bigint {
  let result = 1n;
  let total = 0n;
  for (const n of ns) {
    for (let i = 1n; i <= BigInt(n); i++) result = (result * ++total) / i;
  }
  return result;
}

/** Threads that take so many steps each on variables of their own. */
function steps(ns: readonly number[]): Scenario {
  return scenario("steps", (s) => {
    for (const [t, n] of ns.entries()) {
      const x = s.shared(`x${t}`, 0);
      s.thread(`t${t}`, function* () {
        for (let i = 1; i <= n; i++) yield* x.write(i);
      });
    }
  });
}

test("n steps against n steps have C(2n, n) interleavings and (n+1)^2 states", async () => {
  for (const n of [1, 2, 5, 10, 25]) {
    const { interleavings, states: found } = await states(noReduction(n).scenario);
    expect(interleavings).toBe(multinomial([n, n]));
    if (n <= 10) expect(interleavings).toBe(BigInt(binomial(2 * n, n)));
    expect(found).toBeLessThanOrEqual((n + 1) ** 2 * 2);
  }
});

test("threads on disjoint variables have a multinomial number of interleavings", async () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(lengths, async (ns) => {
      const { interleavings, states: found, transitions } = await states(steps(ns));
      expect(interleavings).toBe(multinomial(ns));
      expect(found).toBe(ns.reduce((product, n) => product * (n + 1), 1));
      const edges = ns.map((n, t) =>
        ns.reduce((product, m, u) => product * (u === t ? n : m + 1), 1),
      );
      expect(transitions).toBe(edges.reduce((sum, e) => sum + e, 0));
    }),
    { numRuns: 40 },
  );
});

test("numbers of interleavings that exceed 64 bits are exact", async () => {
  const { interleavings } = await states(steps([60, 60, 3]));
  expect(interleavings).toBe(multinomial([60, 60, 3]));
  expect(interleavings! > 1n << 128n).toBe(true);
});

test("how many interleavings fail is exact", async () => {
  // The reader sees the intermediate value in the interleavings where it comes between the writes.
  const failing = async (before: number, after: number) => {
    const result = await states(
      scenario("middle", (s) => {
        const x = s.shared("x", 0);
        const y = s.shared("y", 0);
        s.thread("writer", function* () {
          for (let i = 0; i < before; i++) yield* y.write(i);
          yield* x.write(1);
          yield* x.write(2);
          for (let i = 0; i < after; i++) yield* y.write(i);
        });
        s.thread("reader", function* () {
          yield* assert((yield* x.read()) !== 1);
        });
      }),
    );
    const assertion = result.properties.find((p) => p.kind === "assert")!;
    return [result.interleavings, assertion.failing];
  };
  await fc.assert(
    fc.asyncProperty(fc.nat(10), fc.nat(10), async (before, after) => {
      expect(await failing(before, after)).toEqual([BigInt(before + after + 3), 1n]);
    }),
    { numRuns: 30 },
  );
});

test("lost updates of n threads that read and write are counted", async () => {
  // All n! orders of whole increments are right, whatever else is not.
  for (const [n, all] of [
    [2, 6n],
    [3, 90n],
    [4, 2520n],
  ] as const) {
    const result = await states(
      scenario("lost update", (s) => {
        const x = s.shared("x", 0);
        for (let t = 0; t < n; t++) {
          s.thread(`t${t}`, function* () {
            yield* x.write((yield* x.read()) + 1);
          });
        }
        s.atEnd("nothing lost", () => x.now === n);
      }),
    );
    const factorial = multinomial(Array<number>(n).fill(1));
    expect(result.interleavings).toBe(all);
    expect(result.properties[0].failing).toBe(all - factorial);
    expect(result.properties[0]).toMatchObject({ minimal: true, switches: 1, steps: 2 * n });
  }
});

test("atomic increments and locked increments have n! interleavings", async () => {
  for (const n of [2, 3, 4, 5]) {
    const factorial = multinomial(Array<number>(n).fill(1));
    expect((await states(ainc(n).scenario)).interleavings).toBe(factorial);
    expect((await states(casOnce(n).scenario)).interleavings).toBe(factorial);
    // A locked increment is four steps, but nobody can come in between, nor wait in any other way.
    expect((await states(lockinc(n).scenario)).interleavings).toBe(factorial);
  }
});

test("mutex_hard ends in a deadlock unless the threads come in order", async () => {
  const result = await states(mutexHard().scenario);
  const deadlock = result.properties.find((p) => p.kind === "deadlock")!;
  expect(deadlock.verdict).toBe("violated");
  expect(result.interleavings! - result.deadlocked!).toBe(1n);
});
