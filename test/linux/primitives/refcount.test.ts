import { type Operation, type Shared, type Steps, scenario } from "heddle";
import * as linux from "heddle/linux";
import { describe, expect, it } from "vitest";
import { memories, sound, verdictsOf } from "./verdicts.js";

/** One owner drops the only reference while others try to get theirs. */
function race(get: (r: Shared<number>) => Operation<boolean>, getters: number) {
  return scenario("get against put", (s) => {
    const r = s.shared("r", 1);
    const released = s.ghost("released", 0);
    function* put(): Steps {
      if (yield* linux.kref_put(r)) yield* released.update((n) => n + 1);
    }
    s.thread("owner", put);
    for (let i = 0; i < getters; i++) {
      s.thread(`getter${i}`, function* () {
        if (yield* get(r)) yield* put();
      });
    }
    s.atEnd("released once, with nobody left", () => released.now === 1 && r.now === 0);
    s.always("the count never comes back from zero", () => released.now === 0 || r.now === 0);
  });
}

describe("refcount_t", () => {
  const good = {
    "released once, with nobody left": "holds",
    "the count never comes back from zero": "holds",
    ...sound,
  };

  it.each([1, 2, 3])("get-unless-zero never revives an object, %i getters", async (getters) => {
    for (const memory of memories) {
      expect(await verdictsOf(race(linux.kref_get_unless_zero, getters), memory)).toEqual(good);
    }
  });

  it("an unconditional increment does", async () => {
    const blind = (r: Shared<number>) => r.modify((n) => ({ next: n + 1, result: true }));
    expect(await verdictsOf(race(blind, 1))).toMatchObject({
      "released once, with nobody left": "violated",
      "the count never comes back from zero": "violated",
    });
  });

  it("refcount_inc on zero is an error, and so is one put too many", async () => {
    const of = (act: (r: Shared<number>) => Steps<unknown>, initial: number) =>
      scenario("misuse", (s) => {
        const r = s.shared("r", initial);
        s.thread("t", function* () {
          yield* act(r);
        });
      });
    for (const [act, bad, good] of [
      [linux.refcount_inc, 0, 1],
      [linux.kref_get, 0, 1],
      [linux.refcount_dec_and_test, 0, 1],
      [linux.refcount_dec, 1, 2],
    ] as const) {
      expect(await verdictsOf(of(act, bad))).toMatchObject({ "no assertion fails": "violated" });
      expect(await verdictsOf(of(act, good))).toMatchObject({ "no assertion fails": "holds" });
    }
  });

  it("what an owner wrote before its put is seen by the one who frees", async () => {
    const free = scenario("free", (s) => {
      const r = s.shared("r", 2);
      const data = s.array("data", 2, 0);
      const seen = s.ghost("seen", 2);
      for (const i of [0, 1]) {
        s.thread(`owner${i}`, function* () {
          yield* linux.WRITE_ONCE(data[i], 1);
          if (!(yield* linux.refcount_dec_and_test(r))) return;
          const sum = (yield* linux.READ_ONCE(data[0])) + (yield* linux.READ_ONCE(data[1]));
          yield* seen.set(sum);
        });
      }
      s.atEnd("both writes are seen", () => seen.now === 2);
    });
    for (const memory of memories) {
      expect(await verdictsOf(free, memory)).toMatchObject({ "both writes are seen": "holds" });
    }
  });
});
