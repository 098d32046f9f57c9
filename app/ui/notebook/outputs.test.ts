import { expect, test } from "vitest";
import { result } from "../../../engine/report/testing/build.js";
import type { CellEvent } from "../../kernel/protocol.js";
import { type CellOutput, ownChecks, ownMatrices, queued, withEvent } from "./outputs.js";

const after = (...events: (CellEvent extends infer E ? E : never)[]): CellOutput => {
  let output: CellOutput | undefined;
  for (const event of events) output = withEvent(output, event);
  if (output === undefined) throw new Error("no events");
  return output;
};
const cell = "c";
const started: CellEvent = { cell, type: "started", key: "k" };
const finished: CellEvent = { cell, type: "finished", outcome: { type: "done" }, ms: 4 };
const found = (check: number, scenario: string, series: string | null = null): CellEvent => ({
  cell,
  type: "result",
  check,
  result: result(scenario, []),
  series,
  recalled: false,
});
const report = (ms: number, scenario = "s") => ({
  scenario,
  engine: "states" as const,
  explored: ms,
  transitions: ms,
  depth: 1,
  fraction: null,
  ms,
});

const shown = (output: CellOutput) =>
  ownChecks(output).map(({ result: { scenario }, earlier }) => scenario + (earlier ? "?" : ""));

test("what the run before found stays in sight until this one has found it again", () => {
  const before = after(started, found(0, "a"), found(1, "b"), finished);
  expect(shown(queued(before))).toEqual(["a", "b"]);
  const again = withEvent(queued(before), { ...started, key: "k2" });
  expect(again).toMatchObject({ phase: "running", key: "k2", checks: [], ms: null });
  expect(shown(again)).toEqual(["a?", "b?"]);
  const half = withEvent(again, found(0, "a2"));
  expect(shown(half)).toEqual(["a2", "b?"]);
  expect(shown(withEvent(half, finished))).toEqual(["a2"]);
  const interrupted = { ...finished, outcome: { type: "interrupted" as const } };
  expect(shown(withEvent(half, interrupted))).toEqual(["a2", "b?"]);
  // An output is kept once, not with all that were before it.
  expect(withEvent(withEvent(half, interrupted), started).before?.before).toBeNull();
});

test("checks keep their ordinals whichever finishes first", () => {
  const { checks } = after(started, found(1, "b"));
  expect(checks.map((each) => each?.result.scenario ?? null)).toEqual([null, "b"]);
});

test("a skipped cell keeps what it had", () => {
  const skipped = after(started, found(0, "a"), finished, { cell, type: "skipped" });
  expect(skipped.checks).toHaveLength(1);
  expect(skipped.phase).toBe("done");
});

test("checks of a sweep are in its matrix from the first of them on", () => {
  const matrix = { name: "sweep", rows: [], columns: [], boxes: [], results: [] };
  const points = ["a", "b"].map((row) => ({ row, variant: null, memory: "sc" as const }));
  const sweeping: CellEvent = { cell, type: "sweeping", name: "sweep", first: 1, points };
  const events = [started, found(0, "own"), sweeping, found(1, "a", "sweep")];
  const names = (output: CellOutput) =>
    ownChecks(output).map(({ result: { scenario } }) => scenario);
  expect(names(after(...events))).toEqual(["own"]);
  const [growing] = ownMatrices(after(...events));
  expect(growing.matrix.rows).toEqual(["a", "b"]);
  expect(growing.made).toEqual(new Set([0]));
  const whole = after(...events, { cell, type: "matrix", index: 0, matrix });
  expect(ownMatrices(whole)).toEqual([{ matrix, earlier: false, made: null }]);
  expect(names(whole)).toEqual(["own"]);
  // In the next run the matrix of the run before stands there until this one's is complete.
  const again = [started, sweeping, found(1, "a", "sweep")].reduce(
    withEvent,
    withEvent(whole, finished),
  );
  expect(ownMatrices(again)).toEqual([{ matrix, earlier: true, made: null }]);
  expect(names(again)).toEqual(["own"]);
});

test("reports of another search begin a new plot, and a finished one ends it", () => {
  const progress = (ms: number, scenario?: string): CellEvent => ({
    cell,
    type: "progress",
    progress: report(ms, scenario),
  });
  expect(after(started, progress(1), progress(2)).progress).toHaveLength(2);
  expect(after(started, progress(1), progress(2, "other")).progress).toHaveLength(1);
  const again: CellEvent = { cell, type: "progress", progress: { ...report(3), explored: 1 } };
  expect(after(started, progress(1), progress(2), again).progress).toHaveLength(1);
  const ended = after(started, progress(1), found(0, "s"));
  expect(ended.progress).toEqual([]);
  expect(ended.checks[0]?.reports).toHaveLength(1);
});

test("failures carry their problems, blocked cells the one that blocks them", () => {
  const problems = [{ place: null, message: "no", hint: "" }];
  const failed = after(started, { ...finished, outcome: { type: "failed", problems } });
  expect(failed).toMatchObject({ phase: "failed", problems, ms: 4 });
  const blocked = after({ ...finished, outcome: { type: "blocked", by: "a" } });
  expect(blocked).toMatchObject({ phase: "blocked", blockedBy: "a", key: null });
});
