import { describe, expect, test } from "vitest";
import { PropertyEvaluator } from "../property-evaluator.js";
import { assume, awaitUntil, fence, scenario, type Scenario } from "../../index.js";
import { Machine } from "../../memory/machine.js";
import { TraceSearch } from "./search.js";
import { follow } from "./testing/follow.js";

function search(of: Scenario) {
  const machine = new Machine(of.build());
  const oracle = new PropertyEvaluator(machine);
  return { found: new TraceSearch(machine, oracle), machine, oracle };
}

describe("a traces search", () => {
  const lostUpdate = scenario("lost update", (s) => {
    const x = s.shared("x", 0);
    for (const t of ["a", "b"]) {
      s.thread(t, function* () {
        const v = yield* x.read();
        yield* x.write(v + 1);
      });
    }
    s.atEnd("both count", () => x.now === 2);
  });

  test("can be run in slices of any size", () => {
    const whole = search(lostUpdate).found;
    expect(whole.run(1000)).toBe(true);
    const sliced = search(lostUpdate).found;
    let slices = 1;
    while (!sliced.run(1)) slices++;
    expect(slices).toBeGreaterThan(5);
    expect(sliced.judge.complete).toBe(whole.judge.complete);
    expect(sliced.judge.properties[0]).toEqual(whole.judge.properties[0]);
  });

  test("estimates the share of the work that is done", () => {
    const { found } = search(lostUpdate);
    expect(found.fraction).toBe(0);
    const shares = [];
    while (!found.run(1)) shares.push(found.fraction);
    expect(shares.at(-1)).toBeGreaterThan(0.4);
    expect(Math.max(...shares)).toBeLessThan(1);
    expect(found.fraction).toBe(1);
  });

  test("counts the runs that violate a property and shows the first", () => {
    const { found, machine, oracle } = search(lostUpdate);
    found.run(1000);
    // One after the other, or both read first and then write in either order.
    expect(found.judge.complete).toBe(4);
    expect(found.judge.properties[0].count).toBe(2);
    expect(follow(machine, found.judge.properties[0].schedule!)).toBeNull();
    expect(oracle.evaluate(0)).toBe(false);
  });

  test("judges a state before a thread's failed assumption, but none after it", () => {
    const of = (first: boolean) =>
      scenario("assume", (s) => {
        const x = s.shared("x", 0);
        const y = s.shared("y", 0);
        s.thread("a", function* () {
          if (first) yield* y.write(1);
          yield* x.write(1);
          yield* assume(false);
        });
        s.thread("b", function* () {
          yield* awaitUntil(first ? y : x, (v) => v === 1);
          yield* y.write(2);
        });
        s.reachable("b writes", () => y.now === 2);
      });
    const before = search(of(true)).found;
    before.run(1000);
    expect(before.judge.properties[0].schedule).not.toBeNull();
    const after = search(of(false)).found;
    after.run(1000);
    expect(after.judge.properties[0].schedule).toBeNull();
    expect(after.judge.assumed).toBe(1);
  });

  test("sees a state between two writes of variables that only a property connects", () => {
    const { found } = search(
      scenario("connected", (s) => {
        const x = s.shared("x", 0);
        const y = s.shared("y", 0);
        s.thread("a", function* () {
          yield* x.write(1);
          yield* fence();
          yield* x.write(0);
        });
        s.thread("b", function* () {
          yield* y.write(1);
          yield* y.write(0);
        });
        s.always("not both", () => x.now === 0 || y.now === 0);
      }),
    );
    found.run(1000);
    expect(found.judge.properties[0].schedule).not.toBeNull();
    // All interleavings of two and two writes: C(4, 2).
    expect(found.judge.complete).toBe(6);
  });

  test("gives up a run that is too long", () => {
    const machine = new Machine(
      scenario("endless", (s) => {
        const x = s.shared("x", 0);
        s.thread("a", function* () {
          for (;;) yield* x.update((v) => (v + 1) % 2);
        });
      }).build(),
    );
    const found = new TraceSearch(machine, new PropertyEvaluator(machine), { maxDepth: 50 });
    expect(found.run(1000)).toBe(true);
    expect(found.tooDeep).toBe(true);
  });
});
