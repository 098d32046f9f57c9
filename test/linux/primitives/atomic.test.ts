import fc from "fast-check";
import { type Operation, type Shared, scenario } from "heddle";
import * as linux from "heddle/linux";
import { describe, expect, it } from "vitest";
import { memories, outcomesOf } from "./verdicts.js";

type Result = number | boolean | undefined;
/** An operation, and what it must do: the new value and the result. */
interface Case {
  readonly name: string;
  readonly op: (x: Shared<number>, i: number, u: number) => Operation<unknown>;
  readonly means: (n: number, i: number, u: number) => readonly [next: number, result: Result];
}

const nothing = undefined;
const voids: Case[] = [
  { name: "atomic_set", op: (x, i) => linux.atomic_set(x, i), means: (_, i) => [i, nothing] },
  { name: "atomic_add", op: (x, i) => linux.atomic_add(i, x), means: (n, i) => [n + i, nothing] },
  { name: "atomic_sub", op: (x, i) => linux.atomic_sub(i, x), means: (n, i) => [n - i, nothing] },
  { name: "atomic_inc", op: (x) => linux.atomic_inc(x), means: (n) => [n + 1, nothing] },
  { name: "atomic_dec", op: (x) => linux.atomic_dec(x), means: (n) => [n - 1, nothing] },
  { name: "atomic_or", op: (x, i) => linux.atomic_or(i, x), means: (n, i) => [n | i, nothing] },
  { name: "atomic_and", op: (x, i) => linux.atomic_and(i, x), means: (n, i) => [n & i, nothing] },
  { name: "atomic_xor", op: (x, i) => linux.atomic_xor(i, x), means: (n, i) => [n ^ i, nothing] },
];
const values: Case[] = [
  {
    name: "add_return",
    op: (x, i) => linux.atomic_add_return(i, x),
    means: (n, i) => [n + i, n + i],
  },
  {
    name: "sub_return",
    op: (x, i) => linux.atomic_sub_return(i, x),
    means: (n, i) => [n - i, n - i],
  },
  { name: "inc_return", op: (x) => linux.atomic_inc_return(x), means: (n) => [n + 1, n + 1] },
  { name: "dec_return", op: (x) => linux.atomic_dec_return(x), means: (n) => [n - 1, n - 1] },
  { name: "fetch_add", op: (x, i) => linux.atomic_fetch_add(i, x), means: (n, i) => [n + i, n] },
  { name: "fetch_sub", op: (x, i) => linux.atomic_fetch_sub(i, x), means: (n, i) => [n - i, n] },
  { name: "fetch_inc", op: (x) => linux.atomic_fetch_inc(x), means: (n) => [n + 1, n] },
  { name: "fetch_dec", op: (x) => linux.atomic_fetch_dec(x), means: (n) => [n - 1, n] },
  { name: "fetch_or", op: (x, i) => linux.atomic_fetch_or(i, x), means: (n, i) => [n | i, n] },
  { name: "fetch_and", op: (x, i) => linux.atomic_fetch_and(i, x), means: (n, i) => [n & i, n] },
  {
    name: "add_and_test",
    op: (x, i) => linux.atomic_add_and_test(i, x),
    means: (n, i) => [n + i, n + i === 0],
  },
  {
    name: "sub_and_test",
    op: (x, i) => linux.atomic_sub_and_test(i, x),
    means: (n, i) => [n - i, n === i],
  },
  {
    name: "inc_and_test",
    op: (x) => linux.atomic_inc_and_test(x),
    means: (n) => [n + 1, n === -1],
  },
  { name: "dec_and_test", op: (x) => linux.atomic_dec_and_test(x), means: (n) => [n - 1, n === 1] },
  {
    name: "add_negative",
    op: (x, i) => linux.atomic_add_negative(i, x),
    means: (n, i) => [n + i, n + i < 0],
  },
  {
    name: "fetch_add_release",
    op: (x, i) => linux.atomic_fetch_add_release(i, x),
    means: (n, i) => [n + i, n],
  },
  { name: "xchg", op: (x, i) => linux.xchg(x, i), means: (n, i) => [i, n] },
  { name: "xchg_release", op: (x, i) => linux.xchg_release(x, i), means: (n, i) => [i, n] },
];
const unordered: Case[] = [
  {
    name: "fetch_add_relaxed",
    op: (x, i) => linux.atomic_fetch_add_relaxed(i, x),
    means: (n, i) => [n + i, n],
  },
  {
    name: "fetch_add_acquire",
    op: (x, i) => linux.atomic_fetch_add_acquire(i, x),
    means: (n, i) => [n + i, n],
  },
  { name: "xchg_relaxed", op: (x, i) => linux.xchg_relaxed(x, i), means: (n, i) => [i, n] },
  { name: "xchg_acquire", op: (x, i) => linux.xchg_acquire(x, i), means: (n, i) => [i, n] },
];
const conditional: Case[] = [
  {
    name: "add_unless",
    op: (x, i, u) => linux.atomic_add_unless(x, i, u),
    means: (n, i, u) => (n === u ? [n, false] : [n + i, true]),
  },
  {
    name: "fetch_add_unless",
    op: (x, i, u) => linux.atomic_fetch_add_unless(x, i, u),
    means: (n, i, u) => [n === u ? n : n + i, n],
  },
  {
    name: "inc_not_zero",
    op: (x) => linux.atomic_inc_not_zero(x),
    means: (n) => (n === 0 ? [n, false] : [n + 1, true]),
  },
  {
    name: "inc_unless_negative",
    op: (x) => linux.atomic_inc_unless_negative(x),
    means: (n) => (n < 0 ? [n, false] : [n + 1, true]),
  },
  {
    name: "dec_unless_positive",
    op: (x) => linux.atomic_dec_unless_positive(x),
    means: (n) => (n > 0 ? [n, false] : [n - 1, true]),
  },
  {
    name: "dec_if_positive",
    op: (x) => linux.atomic_dec_if_positive(x),
    means: (n) => [n > 0 ? n - 1 : n, n - 1],
  },
  {
    name: "cmpxchg",
    op: (x, i, u) => linux.cmpxchg(x, u, i),
    means: (n, i, u) => [n === u ? i : n, n],
  },
  {
    name: "cmpxchg_relaxed",
    op: (x, i, u) => linux.cmpxchg_relaxed(x, u, i),
    means: (n, i, u) => [n === u ? i : n, n],
  },
  {
    name: "cmpxchg_acquire",
    op: (x, i, u) => linux.cmpxchg_acquire(x, u, i),
    means: (n, i, u) => [n === u ? i : n, n],
  },
  {
    name: "cmpxchg_release",
    op: (x, i, u) => linux.cmpxchg_release(x, u, i),
    means: (n, i, u) => [n === u ? i : n, n],
  },
  {
    name: "try_cmpxchg",
    op: (x, i, u) => linux.try_cmpxchg(x, u, i),
    means: (n, i, u) => (n === u ? [i, true] : [n, false]),
  },
];
const all = [...voids, ...values, ...unordered, ...conditional];

describe("what they compute", () => {
  it.each(all.map((each) => [each.name, each] as const))("%s", async (_, { op, means }) => {
    const small = fc.integer({ min: -3, max: 3 });
    await fc.assert(
      fc.asyncProperty(
        small,
        small,
        small,
        fc.constantFrom(...memories),
        async (n, i, u, memory) => {
          const [next, result] = means(n, i, u);
          const one = scenario("one", (s) => {
            const x = s.shared("x", n);
            const t = s.thread("t", function* () {
              return (yield* op(x, i, u)) as Result;
            });
            s.outcome(() => `${x.now} ${String(t.result)}`);
          });
          expect(await outcomesOf(one, memory)).toEqual([`${next} ${String(result)}`]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Store buffering with the operation as the store of both sides: is 0 0 among the outcomes? */
async function bothZero(
  op: (x: Shared<number>) => Operation<unknown>,
  memory: (typeof memories)[number],
  initial = 0,
): Promise<boolean> {
  const sb = scenario("store buffering", (s) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    const own = [s.shared("p", initial), s.shared("q", initial)];
    const sides = [
      [x, y],
      [y, x],
    ] as const;
    const [a, b] = sides.map(([mine, other], i) =>
      s.thread(`t${i}`, function* () {
        yield* linux.WRITE_ONCE(mine, 1);
        yield* op(own[i]);
        return yield* linux.READ_ONCE(other);
      }),
    );
    s.outcome(() => `${String(a.result)} ${String(b.result)}`);
  });
  return (await outcomesOf(sb, memory)).includes("0 0");
}

describe("what they order: a store, the operation, a load", () => {
  it.each(voids.slice(1).map((each) => [each.name, each] as const))(
    "%s orders nothing but under tso",
    async (_, { op }) => {
      expect(await bothZero((x) => op(x, 1, 0), "weak")).toBe(true);
      expect(await bothZero((x) => op(x, 1, 0), "tso")).toBe(false);
    },
  );

  it.each(values.map((each) => [each.name, each] as const))(
    "%s is a full barrier",
    async (_, { op }) => {
      for (const memory of memories) expect(await bothZero((x) => op(x, 1, 0), memory)).toBe(false);
    },
  );

  it.each(unordered.map((each) => [each.name, each] as const))(
    "%s does not wait for earlier stores",
    async (_, { op }) => {
      expect(await bothZero((x) => op(x, 1, 0), "weak")).toBe(true);
      expect(await bothZero((x) => op(x, 1, 0), "tso")).toBe(false);
    },
  );

  it("a conditional operation is a full barrier only if it succeeds", async () => {
    const inc = (x: Shared<number>) => linux.atomic_inc_unless_negative(x);
    expect(await bothZero(inc, "weak", 0)).toBe(false);
    expect(await bothZero(inc, "weak", -1)).toBe(true);
    const cas = (x: Shared<number>) => linux.cmpxchg(x, 5, 6);
    expect(await bothZero(cas, "weak", 5)).toBe(false);
    expect(await bothZero(cas, "weak", 0)).toBe(true);
    expect(await bothZero((x) => linux.cmpxchg_release(x, 5, 6), "weak", 5)).toBe(false);
    expect(await bothZero((x) => linux.cmpxchg_acquire(x, 5, 6), "weak", 5)).toBe(true);
    expect(await bothZero((x) => linux.cmpxchg_relaxed(x, 5, 6), "weak", 5)).toBe(true);
  });

  it("barriers around a relaxed operation order what it does not", async () => {
    const twoOps = (before: boolean) =>
      scenario("inc against inc", (s) => {
        const x = s.shared("x", 0);
        const y = s.shared("y", 0);
        const sides = [
          [x, y],
          [y, x],
        ] as const;
        const [a, b] = sides.map(([mine, other], i) =>
          s.thread(`t${i}`, function* () {
            yield* linux.atomic_inc(mine);
            if (before) yield* linux.smp_mb__after_atomic();
            return yield* linux.READ_ONCE(other);
          }),
        );
        s.outcome(() => `${String(a.result)} ${String(b.result)}`);
      });
    expect(await outcomesOf(twoOps(false), "weak")).toContain("0 0");
    expect(await outcomesOf(twoOps(true), "weak")).not.toContain("0 0");
  });
});

describe("barriers", () => {
  const plain = (x: Shared<number>) => linux.READ_ONCE(x);
  it.each([
    ["smp_mb", () => linux.smp_mb(), false],
    ["smp_mb__before_atomic", () => linux.smp_mb__before_atomic(), false],
    ["smp_mb__after_spinlock", () => linux.smp_mb__after_spinlock(), false],
    ["smp_wmb", () => linux.smp_wmb(), true],
    ["smp_rmb", () => linux.smp_rmb(), true],
  ] as const)("%s between a store and a load", async (_, barrier, relaxed) => {
    expect(await bothZero(() => barrier(), "weak")).toBe(relaxed);
    expect(await bothZero(() => barrier(), "tso")).toBe(relaxed);
    expect(await bothZero(plain, "weak")).toBe(true);
  });

  it("smp_store_mb orders its store before later loads", async () => {
    const sb = scenario("smp_store_mb", (s) => {
      const x = s.shared("x", 0);
      const y = s.shared("y", 0);
      const side = (mine: Shared<number>, other: Shared<number>) =>
        function* () {
          yield* linux.smp_store_mb(mine, 1);
          return yield* linux.READ_ONCE(other);
        };
      const a = s.thread("a", side(x, y));
      const b = s.thread("b", side(y, x));
      s.outcome(() => `${String(a.result)} ${String(b.result)}`);
    });
    for (const memory of memories) expect(await outcomesOf(sb, memory)).not.toContain("0 0");
  });

  it("smp_cond_load_acquire waits for the value", async () => {
    const flag = scenario("flag", (s) => {
      const x = s.shared("x", 0);
      s.thread("writer", () => linux.smp_store_release(x, 2));
      const t = s.thread("t", () => linux.smp_cond_load_acquire(x, (n) => n > 1));
      s.outcome(() => t.result ?? "");
    });
    for (const memory of memories) expect(await outcomesOf(flag, memory)).toEqual(["2"]);
  });

  it("atomic_read_acquire and refcount_read load, refcount_set stores", async () => {
    const plain = scenario("plain", (s) => {
      const x = s.shared("x", 3);
      const t = s.thread("t", function* () {
        const before = yield* linux.atomic_read_acquire(x);
        yield* linux.refcount_set(x, before + 1);
        return yield* linux.refcount_read(x);
      });
      s.outcome(() => t.result ?? "");
    });
    for (const memory of memories) expect(await outcomesOf(plain, memory)).toEqual(["4"]);
  });

  it.each([
    ["WRITE_ONCE", linux.WRITE_ONCE<number>, true],
    ["smp_store_release", linux.smp_store_release<number>, false],
    ["atomic_set_release", linux.atomic_set_release, false],
  ] as const)("%s publishes what was written before it", async (_, publish, lost) => {
    const mp = scenario("message passing", (s) => {
      const data = s.shared("data", 0);
      const flag = s.shared("flag", 0);
      s.thread("writer", function* () {
        yield* linux.WRITE_ONCE(data, 1);
        yield* publish(flag, 1);
      });
      const reader = s.thread("reader", function* () {
        const seen = yield* linux.smp_load_acquire(flag);
        return `${seen} ${yield* linux.READ_ONCE(data)}`;
      });
      s.outcome(() => reader.result ?? "");
    });
    const outcomes = await outcomesOf(mp, "weak");
    expect(outcomes.includes("1 0")).toBe(lost);
    expect(await outcomesOf(mp, "tso")).not.toContain("1 0");
  });
});
