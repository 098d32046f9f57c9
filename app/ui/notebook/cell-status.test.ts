import { expect, test } from "vitest";
import { property, result } from "../../../engine/report/testing/build.js";
import type { Verdict } from "../../../engine/check/result.js";
import type { CellSummary } from "../analysis/summary.js";
import type { CellRecord } from "../../notebook/results/record.js";
import { cellStatus } from "./cell-status.js";
import { emptyOutput } from "./outputs.js";

const summary: CellSummary = {
  block: 1,
  name: "c",
  key: "k",
  firstLine: 1,
  source: "s",
  explores: true,
  problems: [],
  freshness: { kind: "none" },
};
/** Verdicts; `violated!` is one that was expected. */
type Wanted = Verdict | `${Verdict}!`;
const check = (scenario: string, wanted: readonly Wanted[]) =>
  result(
    scenario,
    wanted.map((each) => {
      const verdict = each.replace("!", "") as Verdict;
      const usual = verdict === "reachable" || verdict === "unreachable" ? "reachable" : "holds";
      return property(each, { verdict, expected: each.endsWith("!") ? verdict : usual });
    }),
  );
const done = (...wanted: Wanted[]) => ({
  ...emptyOutput,
  phase: "done" as const,
  key: "k",
  checks: [{ result: check("s", wanted), series: null, recalled: false, reports: [] }],
});
const status = (
  cell: CellSummary | undefined,
  output: Parameters<typeof cellStatus>[1],
  record?: CellRecord,
) => cellStatus(cell, output, record);
const text = (...args: Parameters<typeof status>) => status(...args).text;

test("the worst verdict is what the cell found", () => {
  expect(text(summary, done("holds", "violated", "undecided"))).toBe("1 violation");
  expect(text(summary, done("violated", "unreachable"))).toBe("2 violations");
  expect(text(summary, done("holds", "undecided"))).toBe("undecided");
  expect(text(summary, done("holds", "reachable"))).toBe("holds");
  expect(text(summary, { ...done(), checks: [] })).toBe("done");
});

test("what is as expected is told from what is not", () => {
  expect(status(summary, done("violated!", "holds", "violated!"))).toEqual({
    text: "2 violations, as expected",
    tone: "expected",
  });
  expect(status(summary, done("violated!", "violated"))).toEqual({
    text: "1 not as expected",
    tone: "violated",
  });
});

test("a property that holds against expectation is not as expected", () => {
  const holds = check("s", ["holds"]);
  const [only] = holds.properties;
  const surprising = { ...holds, properties: [{ ...only, expected: "violated" as const }] };
  const output = { ...done(), checks: [{ ...done().checks[0], result: surprising }] };
  expect(status(summary, output)).toEqual({ text: "1 not as expected", tone: "violated" });
});

test("a series of workloads that fails is one violation, not one more for its check", () => {
  const failing = check("w: small", ["violated!"]);
  const workloads = {
    name: "w",
    verdict: "violated",
    expected: "violated",
    workloads: 29,
    states: 100,
    seed: 1,
    path: "28",
    smallest: "small",
    result: failing,
    shrinks: 4,
    ms: 1,
  } as const;
  const output = {
    ...done(),
    checks: [{ ...done().checks[0], result: failing }],
    workloads: [workloads],
  };
  expect(text(summary, output)).toBe("1 violation, as expected");
});

test("a result of another key is stale whatever it says", () => {
  expect(text({ ...summary, key: "other" }, done("violated"))).toBe("stale");
});

test("without a run of this session, what is recorded counts", () => {
  expect(text(undefined, undefined)).toBe("");
  expect(text(summary, undefined)).toBe("not run");
  const record: CellRecord = {
    key: "k",
    source: "s",
    engine: "1",
    recorded: "2026-01-01T00:00:00Z",
    staleSince: null,
    checks: [check("s", ["violated!"])],
    workloads: [],
    matrices: [],
  };
  const current = { ...summary, freshness: { kind: "current" } } as const;
  expect(status(current, undefined, record)).toEqual({
    text: "recorded: 1 violation, as expected",
    tone: "expected",
  });
  expect(text(current, undefined, { ...record, checks: [] })).toBe("recorded");
  const stale = { kind: "stale", because: "its code", since: null } as const;
  expect(status({ ...summary, freshness: stale }, undefined)).toEqual({
    text: "stale",
    tone: "stale",
  });
});

test("a cell that could not run says why", () => {
  expect(text(summary, { ...emptyOutput, phase: "blocked", blockedBy: "head" })).toBe("needs head");
  expect(text(summary, { ...emptyOutput, phase: "failed" })).toBe("failed");
  expect(status(summary, { ...emptyOutput, phase: "interrupted" }).tone).toBe("interrupted");
});
