import { expect, test } from "vitest";
import { recordNames, slotRuns } from "./slots.js";

const records = new Set(["A", "B", "N"]);

test("slots that hold the same record are one run", () => {
  expect(slotRuns(["N", "N", "B"], records)).toEqual([
    { from: 0, to: 2, value: "N", isRecord: true },
    { from: 2, to: 3, value: "B", isRecord: true },
  ]);
});

test("empty slots and plain values stand on their own", () => {
  const runs = slotRuns(["null", "null", "A", "7", "7"], records);
  expect(runs.map(({ from, to, value }) => [from, to, value])).toEqual([
    [0, 1, "null"],
    [1, 2, "null"],
    [2, 3, "A"],
    [3, 4, "7"],
    [4, 5, "7"],
  ]);
});

test("a record is whatever has fields", () => {
  const state = ["A.dirty", "pte[0].folio", "x"].map((location) => ({ location, value: "0" }));
  expect([...recordNames(state)]).toEqual(["A"]);
});
