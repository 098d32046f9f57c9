import { expect, test } from "vitest";
import { property, result } from "../../../engine/report/testing/build.js";
import type { Verdict } from "../../../engine/check/result.js";
import type { CellSummary } from "../analysis/summary.js";
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
const done = (...verdicts: Verdict[]) => ({
  ...emptyOutput,
  phase: "done" as const,
  key: "k",
  checks: [
    {
      result: result(
        "s",
        verdicts.map((verdict) => property(verdict, { verdict })),
      ),
      series: null,
      recalled: false,
      reports: [],
    },
  ],
});
const text = (...args: Parameters<typeof cellStatus>) => cellStatus(...args).text;

test("the worst verdict is what the cell found", () => {
  expect(text(summary, done("holds", "violated", "undecided"))).toBe("1 violation");
  expect(text(summary, done("violated", "unreachable"))).toBe("2 violations");
  expect(text(summary, done("holds", "undecided"))).toBe("undecided");
  expect(text(summary, done("holds", "reachable"))).toBe("holds");
  expect(text(summary, { ...done(), checks: [] })).toBe("done");
});

test("a result of another key is stale whatever it says", () => {
  expect(text({ ...summary, key: "other" }, done("violated"))).toBe("stale");
});

test("without a run of this session, what is recorded counts", () => {
  expect(text(undefined, undefined)).toBe("");
  expect(text(summary, undefined)).toBe("not run");
  expect(text({ ...summary, freshness: { kind: "current" } }, undefined)).toBe("recorded");
  const stale = { kind: "stale", because: "its code", since: null } as const;
  expect(cellStatus({ ...summary, freshness: stale }, undefined)).toEqual({
    text: "stale",
    tone: "stale",
  });
});

test("a cell that could not run says why", () => {
  expect(text(summary, { ...emptyOutput, phase: "blocked", blockedBy: "head" })).toBe("needs head");
  expect(text(summary, { ...emptyOutput, phase: "failed" })).toBe("failed");
});
