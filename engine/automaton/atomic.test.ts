import { expect, test } from "vitest";
import { type Steps, atomic, check, checkpoint, proc, scenario } from "../index.js";

test("a call without a step at the beginning of an atomic block changes nothing", async () => {
  const quiet = proc("quiet", function* () {});
  const outcomes = async (begin: () => Steps) => {
    const result = await check(
      scenario("blocks", (s) => {
        const x = s.shared("x", 0);
        const y = s.shared("y", 0);
        s.thread("a", function* () {
          yield* x.write(1);
          yield* atomic("y = 1", function* () {
            yield* begin();
            yield* y.write(1);
            yield* x.write(2);
          });
        });
        s.thread("b", function* () {
          return [yield* y.read(), yield* x.read()];
        });
      }),
    );
    return [result.interleavings, result.outcomes];
  };
  const plain = await outcomes(function* () {});
  const called = await outcomes(function* () {
    yield* quiet();
    yield* quiet();
  });
  const checkpointed = await outcomes(function* () {
    yield* checkpoint();
  });
  expect(plain[0]).toBe(6n);
  expect(called).toEqual(plain);
  expect(checkpointed).toEqual(plain);
});

test("a call that takes a step on one path only may begin an atomic block", async () => {
  const result = await check(
    scenario("sometimes", (s) => {
      const x = s.shared("x", 0);
      const y = s.shared("y", 0);
      const sometimes = proc("sometimes", function* (write: boolean) {
        if (write) yield* y.write(1);
      });
      s.thread("a", function* () {
        const seen = yield* x.read();
        yield* atomic("block", function* () {
          yield* sometimes(seen === 1);
          yield* y.update((v) => v + 1);
        });
      });
      s.thread("b", function* () {
        yield* x.write(1);
        return yield* y.read();
      });
    }),
  );
  // a: 2 steps, b: 2 steps; y is 0, 1 or 2 at any time, never seen between the two writes.
  expect(result.interleavings).toBe(6n);
  expect(result.outcomes.map(({ text, count }) => [text, count])).toEqual([
    ["b=0", 3n],
    ["b=1", 2n],
    ["b=2", 1n],
  ]);
});

test("nested calls and nested blocks are one transition", async () => {
  const result = await check(
    scenario("nested", (s) => {
      const x = s.shared("x", 0);
      const add = proc("add", function* (n: number) {
        yield* x.update((v) => v + n);
      });
      s.thread("a", function* () {
        yield* atomic("outer", function* () {
          yield* add(1);
          yield* atomic("inner", function* () {
            yield* add(1);
            yield* add(1);
          });
          yield* add(1);
        });
      });
      s.thread("b", function* () {
        return yield* x.read();
      });
      s.always("all or nothing", () => x.now === 0 || x.now === 4);
    }),
  );
  expect(result.interleavings).toBe(2n);
  expect(result.properties.every((p) => p.verdict === "holds")).toBe(true);
});

test("an atomic block that takes no step is no step", async () => {
  const result = await check(
    scenario("empty", (s) => {
      const x = s.shared("x", 0);
      s.thread("a", function* () {
        yield* x.write(1);
        yield* atomic("nothing", function* () {});
        yield* x.write(2);
      });
      s.thread("b", function* () {
        yield* x.read();
      });
    }),
  );
  expect(result.interleavings).toBe(3n);
});

test("the result of an atomic block reaches its caller and the table", async () => {
  const result = await check(
    scenario("result", (s) => {
      const x = s.shared("x", 3);
      s.thread("a", function* () {
        return yield* atomic("take", function* () {
          const old = yield* x.read();
          yield* x.write(0);
          return { old };
        });
      });
      s.reachable("taken", () => x.now === 0);
    }),
  );
  expect(result.outcomes.map(({ text }) => text)).toEqual(["a={ old: 3 }"]);
  const step = result.properties.find((p) => p.property === "taken")!.trace!.steps[0];
  expect(step).toMatchObject({ kind: "atomic", label: "take", touched: ["x"] });
  expect(step.changes).toEqual([{ location: "x", before: "3", after: "0" }]);
});
