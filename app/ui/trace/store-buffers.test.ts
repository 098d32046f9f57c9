import { expect, test } from "vitest";
import { pendingStores } from "./store-buffers.js";
import { step, trace } from "./testing/trace.js";

const at = (thread: number, kind: "write" | "flush" | "fence", ...pending: string[]) =>
  step({ thread, kind, pending });

test("a store is pending from its own step to its flush", () => {
  const stores = pendingStores(
    trace({ steps: [at(0, "write", "x=1"), at(1, "write", "y=1"), at(0, "flush")] }),
  );
  expect(stores).toEqual([
    { thread: 0, text: "x=1", issued: 0, flushed: 2 },
    { thread: 1, text: "y=1", issued: 1, flushed: null },
  ]);
});

test("of equal stores the oldest becomes visible first", () => {
  const stores = pendingStores(
    trace({
      steps: [
        at(0, "write", "x=1"),
        at(0, "write", "x=1", "x=1"),
        at(0, "flush", "x=1"),
        at(0, "flush"),
      ],
    }),
  );
  expect(stores.map(({ issued, flushed }) => [issued, flushed])).toEqual([
    [0, 2],
    [1, 3],
  ]);
});

test("stores of several locations leave in any order; a barrier between them is no store", () => {
  const stores = pendingStores(
    trace({
      steps: [
        at(0, "write", "x=1"),
        at(0, "write", "x=1", "y=1"),
        at(0, "fence", "x=1", "y=1", "|"),
        at(0, "flush", "x=1", "|"),
        at(0, "flush"),
      ],
    }),
  );
  expect(stores.map(({ text, issued, flushed }) => [text, issued, flushed])).toEqual([
    ["x=1", 0, 4],
    ["y=1", 1, 3],
  ]);
});
