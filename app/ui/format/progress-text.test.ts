import { expect, test } from "vitest";
import { progressText } from "./progress-text.js";

const progress = {
  scenario: "s",
  engine: "states",
  explored: 12_000,
  transitions: 30_000,
  depth: 88,
  fraction: null,
  ms: 2000,
} as const;
const text = (change: Partial<Parameters<typeof progressText>[0]> = {}) =>
  progressText({ ...progress, ...change }).replaceAll("\u202f", " ");

test("a search says how much it has explored, how fast and how deep", () => {
  expect(text()).toBe("12 000 states, 6 000 per second, depth 88");
  expect(text({ engine: "traces", explored: 1, ms: 0 })).toBe("1 execution, depth 88");
});

test("with an estimate it says how much is left, once that means something", () => {
  expect(text({ fraction: 0.01 })).toMatch(/, 1 %$/);
  expect(text({ fraction: 0.25 })).toMatch(/, 25 %, about 6\.0 s left$/);
});

test("a series of workloads says which of them it is at", () => {
  const workloads = { done: 57, of: 200 };
  expect(text({ workloads, fraction: 1 })).toBe(
    "workload 57 of 200, 12 000 states, 6 000 per second, 100 %",
  );
});
