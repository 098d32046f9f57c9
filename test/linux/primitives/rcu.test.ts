import fc from "fast-check";
import { type Steps, choose, join, observe, scenario } from "heddle";
import * as linux from "heddle/linux";
import { describe, expect, it } from "vitest";
import { memories, sound, verdictsOf } from "./verdicts.js";

/** Each reader's sections, by how deeply they nest; and how many grace periods the updaters wait for. */
interface Shape {
  readonly readers: readonly (readonly number[])[];
  readonly updaters: readonly number[];
}

const early = "no grace period ends before the readers that were inside have left";
const overtaken = "one ends while a later reader is inside";

/** Readers note when they are inside; updaters compare before and after a grace period. */
function gracePeriods({ readers, updaters }: Shape) {
  return scenario("grace periods", (s) => {
    const r = linux.rcu(s);
    let sections = 0;
    const inside = s.ghost("inside", 0);
    for (const [i, depths] of readers.entries()) {
      const bits = depths.map(() => 1 << sections++);
      s.thread(`reader${i}`, function* () {
        for (const [k, depth] of depths.entries()) {
          for (let d = 0; d < depth; d++) yield* linux.rcu_read_lock(r);
          yield* inside.update((set) => set | bits[k]);
          yield* choose(1, "look around");
          yield* inside.update((set) => set & ~bits[k]);
          for (let d = 0; d < depth; d++) yield* linux.rcu_read_unlock(r);
        }
      });
    }
    const tooEarly = s.ghost("too early", false);
    const late = s.ghost("overtaken", false);
    for (const [i, periods] of updaters.entries()) {
      s.thread(`updater${i}`, function* () {
        for (let k = 0; k < periods; k++) {
          yield* choose(1, "unpublish");
          const before = yield* observe(inside);
          yield* linux.synchronize_rcu(r);
          const after = yield* observe(inside);
          if ((before & after) !== 0) yield* tooEarly.set(true);
          if (after !== 0) yield* late.set(true);
        }
      });
    }
    s.always(early, () => !tooEarly.now);
    s.reachable(overtaken, () => late.now);
    s.atEnd("nobody is left inside", () => r.readersInside() === 0);
  });
}

describe("RCU", () => {
  it("grace periods end, and never too early, for random programs", async () => {
    const depth = fc.integer({ min: 1, max: 2 });
    const shape = fc.record({
      readers: fc.array(fc.array(depth, { minLength: 1, maxLength: 2 }), {
        minLength: 1,
        maxLength: 2,
      }),
      updaters: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, fc.constantFrom(...memories), async (each, memory) => {
        expect(await verdictsOf(gracePeriods(each), memory)).toMatchObject({
          [early]: "holds",
          "nobody is left inside": "holds",
          ...sound,
        });
      }),
      { numRuns: 25 },
    );
  });

  it("does not wait for readers that come later", async () => {
    const one = { readers: [[1, 1]], updaters: [1] };
    for (const memory of memories) {
      expect(await verdictsOf(gracePeriods(one), memory)).toMatchObject({
        [overtaken]: "reachable",
      });
    }
  });

  it("waits for itself inside a read-side section", async () => {
    const program = scenario("self", (s) => {
      const r = linux.rcu(s);
      s.thread("t", function* () {
        yield* linux.rcu_read_lock(r);
        yield* linux.synchronize_rcu(r);
        yield* linux.rcu_read_unlock(r);
      });
    });
    expect(await verdictsOf(program)).toMatchObject({ "no deadlock": "violated" });
  });

  /** A reader that follows a pointer while an updater replaces and frees what it points to. */
  const publish = (reclaim: "wait" | "at once" | "callback", publication: "release" | "plain") =>
    scenario("replace and free", (s) => {
      const kind = linux.slab("object", { data: 0 });
      const r = linux.rcu(s);
      const old = s.record(kind, "old", { data: 1 });
      const fresh = s.record(kind, "fresh");
      const p = s.shared("p", old);
      const reader = s.thread("reader", function* () {
        yield* linux.rcu_read_lock(r);
        const object = yield* linux.rcu_dereference(p);
        const data = yield* linux.deref(object, linux.READ_ONCE(object.data));
        yield* linux.rcu_read_unlock(r);
        return data;
      });
      s.thread("updater", function* (): Steps {
        yield* linux.WRITE_ONCE(fresh.data, 2);
        if (publication === "release") yield* linux.rcu_assign_pointer(p, fresh);
        else yield* linux.WRITE_ONCE(p, fresh);
        if (reclaim === "callback") {
          yield* join(yield* linux.call_rcu(r, () => linux.kfree(old)));
        } else {
          if (reclaim === "wait") yield* linux.synchronize_rcu(r);
          yield* linux.kfree(old);
        }
      });
      s.atEnd("old or new data", () => reader.result === 1 || reader.result === 2);
      s.atEnd("freed in the end", () => old.freed.now);
    });

  it.each(["wait", "callback"] as const)("makes it safe to free: %s", async (reclaim) => {
    for (const memory of memories) {
      expect(await verdictsOf(publish(reclaim, "release"), memory)).toEqual({
        "old or new data": "holds",
        "freed in the end": "holds",
        ...sound,
      });
    }
  });

  it("freeing at once is found as use after free", async () => {
    for (const memory of memories) {
      expect(await verdictsOf(publish("at once", "release"), memory)).toMatchObject({
        "no assertion fails": "violated",
      });
    }
  });

  it("publishing without release lets a reader see an unfinished object", async () => {
    const verdicts = await verdictsOf(publish("wait", "plain"), "weak");
    expect(verdicts["old or new data"]).toBe("violated");
    expect(await verdictsOf(publish("wait", "plain"), "tso")).toMatchObject({
      "old or new data": "holds",
    });
  });

  it("a store inside a section is visible after the grace period that waited for it", async () => {
    const program = scenario("store inside", (s) => {
      const r = linux.rcu(s);
      const flag = s.shared("flag", 0);
      const x = s.shared("x", 0);
      s.thread("reader", function* () {
        yield* linux.rcu_read_lock(r);
        if ((yield* linux.READ_ONCE(flag)) === 0) yield* linux.WRITE_ONCE(x, 1);
        yield* linux.rcu_read_unlock(r);
      });
      const updater = s.thread("updater", function* () {
        yield* linux.WRITE_ONCE(flag, 1);
        yield* linux.synchronize_rcu(r);
        return yield* linux.READ_ONCE(x);
      });
      s.atEnd("x does not change any more", () => updater.result === x.now);
    });
    for (const memory of memories) {
      expect(await verdictsOf(program, memory)).toEqual({
        "x does not change any more": "holds",
        ...sound,
      });
    }
  });

  it("rcu_read_lock is no barrier", async () => {
    const program = scenario("store buffering", (s) => {
      const r = linux.rcu(s);
      const x = s.shared("x", 0);
      const y = s.shared("y", 0);
      const side = (mine: typeof x, other: typeof x) =>
        function* () {
          yield* linux.WRITE_ONCE(mine, 1);
          yield* linux.rcu_read_lock(r);
          yield* linux.rcu_read_unlock(r);
          return yield* linux.READ_ONCE(other);
        };
      const a = s.thread("a", side(x, y));
      const b = s.thread("b", side(y, x));
      s.reachable("both read 0", () => a.result === 0 && b.result === 0);
    });
    expect((await verdictsOf(program, "sc"))["both read 0"]).toBe("unreachable");
    expect((await verdictsOf(program, "tso"))["both read 0"]).toBe("reachable");
    expect((await verdictsOf(program, "weak"))["both read 0"]).toBe("reachable");
  });

  it("an unlock without a lock is an error", async () => {
    const program = scenario("unbalanced", (s) => {
      const r = linux.rcu(s);
      s.thread("t", () => linux.rcu_read_unlock(r));
    });
    expect(await verdictsOf(program)).toMatchObject({ "no assertion fails": "violated" });
  });
});
