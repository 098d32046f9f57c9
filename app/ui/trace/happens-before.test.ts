import { expect, test } from "vitest";
import { HappensBefore } from "./happens-before.js";
import { read, step, trace, write } from "./testing/trace.js";

const of = (...steps: ReturnType<typeof read>[]) =>
  new HappensBefore(trace({ threads: ["a", "b", "c"], steps }));
const shown = (order: HappensBefore, at: number) =>
  order.conflictsOf(at).map(({ from, to, locations, direct }) => {
    const how = direct ? "->" : "(->)";
    return `${from} ${how} ${to} ${locations.join(",")}`;
  });

test("a read of what another thread wrote comes after it", () => {
  const order = of(write(0, "x"), read(1, "x"));
  expect(shown(order, 0)).toEqual(["0 -> 1 x"]);
  expect(shown(order, 1)).toEqual(["0 -> 1 x"]);
  expect([order.relation(0, 1), order.relation(1, 0), order.relation(1, 1)]).toEqual([
    "after",
    "before",
    "same",
  ]);
});

test("two reads do not conflict and are concurrent", () => {
  const order = of(read(0, "x"), read(1, "x"));
  expect(shown(order, 0)).toEqual([]);
  expect(order.relation(0, 1)).toBe("concurrent");
});

test("a write conflicts with every read since the last write", () => {
  const order = of(read(0, "x"), read(1, "x"), write(2, "x"));
  expect(shown(order, 2)).toEqual(["0 -> 2 x", "1 -> 2 x"]);
});

test("message passing orders the payload, so its own conflict is not direct", () => {
  const order = of(write(0, "data"), write(0, "flag"), read(1, "flag"), read(1, "data"));
  expect(shown(order, 3)).toEqual(["0 (->) 3 data"]);
  expect(order.relation(3, 0)).toBe("before");
});

test("order is transitive over threads", () => {
  const order = of(write(0, "x"), read(1, "x"), write(1, "y"), read(2, "y"));
  expect(order.relation(3, 0)).toBe("before");
  expect(order.relation(0, 3)).toBe("after");
});

test("steps of one thread are ordered and never conflict", () => {
  const order = of(write(0, "x"), read(0, "x"));
  expect(shown(order, 1)).toEqual([]);
  expect(order.relation(1, 0)).toBe("before");
});

test("a lock that fails to be taken only reads it", () => {
  const lock = (thread: number, taken: boolean) =>
    step({ thread, kind: "trylock", touched: ["L"], written: taken ? ["L"] : [] });
  const order = of(lock(0, true), lock(1, false), lock(2, false));
  expect(shown(order, 1)).toEqual(["0 -> 1 L"]);
  expect(order.relation(1, 2)).toBe("concurrent");
});

test("a buffered store reaches others at its flush, which later steps of its thread do not follow", () => {
  const store = step({ thread: 0, kind: "write", pending: ["x=1"] });
  const load = { ...read(0, "y"), pending: ["x=1"] };
  const flush = step({ thread: 0, kind: "flush", touched: ["x"], written: ["x"] });
  const order = of(store, load, flush, read(1, "x"));
  expect(shown(order, 0)).toEqual([]);
  expect(shown(order, 3)).toEqual(["2 -> 3 x"]);
  expect([order.relation(3, 0), order.relation(3, 1), order.relation(1, 2)]).toEqual([
    "before",
    "concurrent",
    "concurrent",
  ]);
});
