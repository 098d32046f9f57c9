import { expect, test } from "vitest";
import { property, result } from "../../../engine/report/testing/build.js";
import type { Verdict } from "../../../engine/check/result.js";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import { type CellRecord, recordCheck } from "../../notebook/results/record.js";
import { recordedVerdicts } from "./recorded-verdicts.js";

const column = (name: string) => ({ variant: null, memory: "sc" as const, property: name });
const checkOf = (verdict: Verdict) => result("s", [property("p", { verdict })]);

const record: CellRecord = {
  key: "k",
  source: "s",
  engine: "1",
  recorded: "2026-01-01T00:00:00Z",
  staleSince: null,
  checks: [checkOf("holds"), checkOf("violated")].map(recordCheck),
  workloads: [],
  matrices: [{ name: "sweep", rows: ["a", "b"], columns: [column("p")], boxes: [[0], [1]] }],
};
const matrix = (rows: string[], columns: string[], name = "sweep"): Matrix => ({
  name,
  rows,
  columns: columns.map(column),
  boxes: rows.map(() => columns.map(() => null)),
  results: [],
});

test("a box has the verdict that its row and column had, wherever they stood", () => {
  expect(recordedVerdicts(matrix(["b", "new", "a"], ["q", "p"]), record)).toEqual([
    [null, "violated"],
    [null, null],
    [null, "holds"],
  ]);
});

test("another sweep has none", () => {
  expect(recordedVerdicts(matrix(["a"], ["p"], "other"), record)).toEqual([[null]]);
});
