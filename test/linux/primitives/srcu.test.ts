import { type Steps, observe, scenario } from "heddle";
import * as linux from "heddle/linux";
import { describe, expect, it } from "vitest";
import { memories, sound, verdictsOf } from "./verdicts.js";

/** A reader that holds a pointer in a section of one domain, and an updater that waits for another's. */
const twoDomains = (same: boolean) =>
  scenario("two domains", (s) => {
    const kind = linux.slab("object", { data: 0 });
    const readers = linux.srcu_struct(s, { name: "first" });
    const waited = same ? readers : linux.srcu_struct(s, { name: "second" });
    const old = s.record(kind, "old", { data: 1 });
    const p = s.shared<typeof old | null>("p", old);
    s.thread("reader", function* () {
      const index = yield* linux.srcu_read_lock(readers);
      const object = yield* linux.READ_ONCE(p);
      if (object !== null) yield* linux.deref(object, linux.READ_ONCE(object.data));
      yield* linux.srcu_read_unlock(readers, index);
    });
    s.thread("updater", function* () {
      yield* linux.WRITE_ONCE(p, null);
      yield* linux.synchronize_srcu(waited);
      yield* linux.kfree(old);
    });
  });

describe("SRCU", () => {
  it("a grace period waits for the readers of its own domain only", async () => {
    for (const memory of memories) {
      expect(await verdictsOf(twoDomains(true), memory)).toEqual(sound);
      expect(await verdictsOf(twoDomains(false), memory)).toMatchObject({
        "no assertion fails": "violated",
      });
    }
  });

  it("a section may sleep, and the grace period with it", async () => {
    const program = scenario("sleeper", (s) => {
      const ssp = linux.srcu_struct(s);
      const done = s.completion("done");
      s.thread("reader", function* () {
        const index = yield* linux.srcu_read_lock(ssp);
        yield* linux.wait_for_completion(done);
        yield* linux.srcu_read_unlock(ssp, index);
      });
      s.thread("device", () => linux.complete(done));
      s.thread("updater", () => linux.synchronize_srcu(ssp));
      s.atEnd("nobody is left inside", () => ssp.readersInside() === 0);
    });
    expect(await verdictsOf(program)).toEqual({ "nobody is left inside": "holds", ...sound });
  });

  it("readers are ordered before and after their section, unlike those of RCU", async () => {
    const program = scenario("store buffering", (s) => {
      const ssp = linux.srcu_struct(s);
      const x = s.shared("x", 0);
      const y = s.shared("y", 0);
      const side = (mine: typeof x, other: typeof x) =>
        function* () {
          yield* linux.WRITE_ONCE(mine, 1);
          const index = yield* linux.srcu_read_lock(ssp);
          yield* linux.srcu_read_unlock(ssp, index);
          return yield* linux.READ_ONCE(other);
        };
      const a = s.thread("a", side(x, y));
      const b = s.thread("b", side(y, x));
      s.reachable("both read 0", () => a.result === 0 && b.result === 0);
    });
    for (const memory of memories) {
      expect((await verdictsOf(program, memory))["both read 0"]).toBe("unreachable");
    }
  });

  it("an unlock without a lock is an error", async () => {
    const program = scenario("unbalanced", (s) => {
      const ssp = linux.srcu_struct(s);
      s.thread("t", () => linux.srcu_read_unlock(ssp, 0));
    });
    expect(await verdictsOf(program)).toMatchObject({ "no assertion fails": "violated" });
  });
});

/** A module queues a callback that uses its code, and is unloaded. */
const unload = (wait: "barrier" | "grace period", sleepable: boolean) =>
  scenario("unload a module", (s) => {
    const code = s.record(linux.slab("module", { text: 1 }), "module");
    const callback = function* (): Steps {
      yield* linux.deref(code, linux.READ_ONCE(code.text));
    };
    const r = linux.rcu(s);
    const ssp = linux.srcu_struct(s);
    s.thread("unload", function* () {
      if (sleepable) yield* linux.call_srcu(ssp, callback);
      else yield* linux.call_rcu(r, callback);
      if (wait === "grace period" && sleepable) yield* linux.synchronize_srcu(ssp);
      else if (wait === "grace period") yield* linux.synchronize_rcu(r);
      else if (sleepable) yield* linux.srcu_barrier(ssp);
      else yield* linux.rcu_barrier(r);
      yield* linux.kfree(code);
    });
  });

describe("callbacks", () => {
  it.each([false, true])("are waited for by a barrier, sleepable: %s", async (sleepable) => {
    for (const memory of memories) {
      expect(await verdictsOf(unload("barrier", sleepable), memory)).toEqual(sound);
    }
  });

  it.each([false, true])("may come after a grace period, sleepable: %s", async (sleepable) => {
    expect(await verdictsOf(unload("grace period", sleepable))).toMatchObject({
      "no assertion fails": "violated",
    });
  });

  it("a barrier does not wait for those queued later", async () => {
    const program = scenario("later", (s) => {
      const r = linux.rcu(s);
      const ran = s.ghost("ran", false);
      const passed = s.ghost("passed first", false);
      s.thread("unload", function* () {
        yield* linux.rcu_barrier(r);
        if (!(yield* observe(ran))) yield* passed.set(true);
      });
      s.thread("other", function* () {
        yield* linux.call_rcu(r, function* () {
          yield* linux.smp_mb();
          yield* ran.set(true);
        });
      });
      s.reachable("the barrier is passed first", () => passed.now);
    });
    expect(await verdictsOf(program)).toMatchObject({
      "the barrier is passed first": "reachable",
    });
  });

  it("queued in an endless loop are an error that says so", async () => {
    const program = scenario("loop", (s) => {
      const r = linux.rcu(s);
      s.thread("t", function* () {
        for (let i = 0; i < 31; i++) yield* linux.call_rcu(r, function* () {});
      });
    });
    await expect(verdictsOf(program)).rejects.toThrow("more than 30 callbacks are queued on rcu");
  });
});
