import { expect, test } from "vitest";
import { type Steps, check, checkpoint, choose, scenario, spawn } from "../index.js";

test("functions that a thread may be spawned with are kept apart at their checkpoints", async () => {
  const result = await check(
    scenario("one of two", (s) => {
      const x = s.shared("x", 0);
      const adds = (n: number) =>
        function* (): Steps {
          yield* checkpoint();
          yield* x.write((yield* x.read()) + n);
        };
      const one = adds(1);
      const two = adds(2);
      s.thread("parent", function* () {
        yield* spawn("child", (yield* choose(2)) === 0 ? one : two);
      });
      s.reachable("one is added", () => x.now === 1);
      s.reachable("two are added", () => x.now === 2);
    }),
  );
  expect(result.properties.slice(0, 2).map(({ verdict }) => verdict)).toEqual([
    "reachable",
    "reachable",
  ]);
});

test("checkpoints with equal locals on different lines are different", async () => {
  const result = await check(
    scenario("two places", (s) => {
      const x = s.shared("x", 0);
      s.thread("t", function* (): Steps {
        const n = yield* choose([1, 2]);
        if (n === 1) {
          yield* checkpoint();
          yield* x.write((yield* x.read()) + 1);
        } else {
          yield* checkpoint();
          yield* x.write((yield* x.read()) + 2);
        }
      });
      s.reachable("one is added", () => x.now === 1);
      s.reachable("two are added", () => x.now === 2);
    }),
  );
  expect(result.properties.slice(0, 2).map(({ verdict }) => verdict)).toEqual([
    "reachable",
    "reachable",
  ]);
});

test("one place that is reached through two calls of a generator is two checkpoints", async () => {
  const result = await check(
    scenario("through two calls", (s) => {
      const x = s.shared("x", 0);
      function* pause(): Steps {
        yield* checkpoint();
      }
      s.thread("t", function* (): Steps {
        if ((yield* choose(2)) === 0) {
          yield* pause();
          yield* x.write((yield* x.read()) + 1);
        } else {
          yield* pause();
          yield* x.write((yield* x.read()) + 2);
        }
      });
      s.reachable("one is added", () => x.now === 1);
      s.reachable("two are added", () => x.now === 2);
    }),
  );
  expect(result.properties.slice(0, 2).map(({ verdict }) => verdict)).toEqual([
    "reachable",
    "reachable",
  ]);
});
