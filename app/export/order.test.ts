import { expect, test } from "vitest";
import { step, trace } from "../../engine/report/testing/build.js";
import { holdings, orderEdges } from "./order.js";

const change = (location: string, after: string) => ({
  changes: [{ location, before: "0", after }],
  touched: [location],
  written: [location],
});
const use = (location: string) => ({ changes: [], touched: [location] });

/** Edges as `from>to locations`, steps from 0. */
function edges(...args: Parameters<typeof trace>): string[] {
  return orderEdges(trace(...args)).map(
    ({ from, to, locations }) => `${from}>${to} ${locations.join()}`,
  );
}

test("two steps that use one location are ordered if one of them writes it", () => {
  const threads = ["A", "B"];
  const write = step(0, "x = 1", change("x", "1"));
  const read = step(1, "read x", { kind: "read", ...use("x") });
  expect(edges(threads, [write, read])).toEqual(["0>1 x"]);
  expect(edges(threads, [read, write])).toEqual(["0>1 x"]);
  expect(edges(threads, [{ ...read, thread: 0 }, read])).toEqual([]);
  expect(edges(threads, [step(0, "y = 1", change("y", "1")), read])).toEqual([]);
});

test("a write of the value that is there orders too", () => {
  const same = step(0, "x = 0", { kind: "write", ...use("x"), written: ["x"] });
  expect(edges(["A", "B"], [same, step(1, "read x", { kind: "read", ...use("x") })])).toHaveLength(
    1,
  );
});

test("what follows from other edges has none of its own", () => {
  const [a, b] = [step(0, "x = 1", change("x", "1")), step(0, "y = 1", change("y", "1"))];
  const readY = step(1, "read y", { kind: "read", ...use("y") });
  const readX = step(1, "read x", { kind: "read", ...use("x") });
  expect(edges(["A", "B"], [a, b, readY, readX])).toEqual(["1>2 y"]);
  expect(edges(["A", "B"], [a, b, readX, readY])).toEqual(["0>2 x", "1>3 y"]);
  // Through a third thread.
  const relay = step(2, "y = x", {
    kind: "update",
    changes: change("y", "1").changes,
    touched: ["x", "y"],
    written: ["y"],
  });
  const last = step(1, "read both", { kind: "read", changes: [], touched: ["x", "y"] });
  expect(edges(["A", "B", "C"], [a, relay, last])).toEqual(["0>1 x", "1>2 y"]);
});

test("a lock is held from the step that takes it to the step that frees it", () => {
  const steps = [
    step(0, "lock(m)", { kind: "lock", ...change("m", "A") }),
    step(0, "try", { kind: "atomic", ...change("n.writer", "A") }),
    step(0, "unlock(m)", { kind: "unlock", ...change("m", "null") }),
    step(1, "down_read(s)", { kind: "lock", ...change("s.readers", "1") }),
    step(1, "x = 1", change("x", "1")),
    step(1, "up_read(s)", { kind: "unlock", ...change("s.readers", "0") }),
  ];
  expect(holdings(trace(["A", "B"], steps))).toEqual([
    { thread: 0, lock: "m", from: 0, to: 2 },
    { thread: 0, lock: "n", from: 1, to: null },
    { thread: 1, lock: "s", from: 3, to: 5 },
  ]);
});
