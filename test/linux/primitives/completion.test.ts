import fc from "fast-check";
import { scenario } from "heddle";
import * as linux from "heddle/linux";
import { describe, expect, it } from "vitest";
import { memories, outcomesOf, sound, verdictsOf } from "./verdicts.js";

function counts(completes: number, waiters: number, all = false) {
  return scenario("completions", (s) => {
    const done = s.completion("done");
    for (let i = 0; i < waiters; i++) {
      s.thread(`waiter${i}`, () => linux.wait_for_completion(done));
    }
    s.thread("completer", function* () {
      for (let i = 0; i < completes; i++) yield* linux.complete(done);
      if (all) yield* linux.complete_all(done);
    });
    s.atEnd("each wait used up one", () => all || done.done.now === completes - waiters);
  });
}

describe("completion", () => {
  it("lets as many waiters pass as there are calls of complete", async () => {
    const n = fc.integer({ min: 0, max: 3 });
    await fc.assert(
      fc.asyncProperty(n, n, fc.constantFrom(...memories), async (completes, waiters, memory) => {
        const verdicts = await verdictsOf(counts(completes, waiters), memory);
        expect(verdicts["no deadlock"]).toBe(completes >= waiters ? "holds" : "violated");
        expect(verdicts["each wait used up one"]).toBe("holds");
      }),
      { numRuns: 40 },
    );
  });

  it("complete_all lets everyone pass, and reinit_completion ends that", async () => {
    expect(await verdictsOf(counts(0, 3, true))).toMatchObject({ "no deadlock": "holds" });
    const reused = scenario("reinit", (s) => {
      const done = s.completion("done");
      s.thread("t", function* () {
        yield* linux.complete_all(done);
        yield* linux.wait_for_completion(done);
        yield* linux.reinit_completion(done);
        yield* linux.wait_for_completion(done);
      });
    });
    expect(await verdictsOf(reused)).toMatchObject({ "no deadlock": "violated" });
  });

  it("shows what came before complete to the one who waited", async () => {
    const publish = scenario("publish", (s) => {
      const done = s.completion("done");
      const data = s.shared("data", 0);
      s.thread("completer", function* () {
        yield* linux.WRITE_ONCE(data, 1);
        yield* linux.complete(done);
      });
      const waiter = s.thread("waiter", function* () {
        yield* linux.wait_for_completion(done);
        return yield* linux.READ_ONCE(data);
      });
      s.atEnd("data is there", () => waiter.result === 1);
    });
    for (const memory of memories) {
      expect(await verdictsOf(publish, memory)).toEqual({ "data is there": "holds", ...sound });
    }
  });

  it("try_wait_for_completion takes one if there is one", async () => {
    const attempt = scenario("try", (s) => {
      const done = s.completion("done");
      s.thread("completer", () => linux.complete(done));
      const t = s.thread("t", function* () {
        const first = yield* linux.try_wait_for_completion(done);
        const second = yield* linux.try_wait_for_completion(done);
        return `${first} ${second} ${yield* linux.completion_done(done)}`;
      });
      s.outcome(() => t.result ?? "");
    });
    expect(await outcomesOf(attempt)).toEqual([
      "false false false",
      "false false true",
      "false true false",
      "true false false",
    ]);
  });
});
