import { expect, test } from "vitest";
import { depthPlotOf, plotOf, roundUp } from "./plot.js";

const report = (ms: number, explored: number, depth: number) => ({
  scenario: "s",
  engine: "states" as const,
  explored,
  transitions: explored,
  depth,
  fraction: null,
  ms,
});

test("axes end at round numbers", () => {
  expect([1, 1.5, 2, 3, 49, 51, 100, 12_870].map(roundUp)).toEqual([
    1, 2, 2, 5, 50, 100, 100, 20_000,
  ]);
});

test("time runs to the right and counts upwards", () => {
  const plot = plotOf([report(0, 0, 4), report(50, 10, 8), report(100, 20, 2)], 200, 100);
  expect(plot?.explored).toEqual({ path: "M0.0 100.0L100.0 50.0L200.0 0.0", top: 20 });
  expect(plot?.depth).toEqual({ path: "M0.0 60.0L100.0 20.0L200.0 80.0", top: 10 });
  expect(plot?.ms).toBe(100);
});

test("a series of workloads has no depth, as each of them begins anew", () => {
  const reports = [report(50, 10, 8), report(100, 20, 0)];
  const workloads = { done: 1, of: 200 };
  const plot = plotOf(
    reports.map((each) => ({ ...each, workloads })),
    200,
    100,
  );
  expect(plot?.depth).toBeNull();
  expect(plot?.explored.top).toBe(20);
});

test("a single report is no curve", () => {
  expect(plotOf([], 200, 100)).toBeNull();
  expect(plotOf([report(10, 5, 1)], 200, 100)).toBeNull();
});

test("counts by depth are bars from the left edge to the right one", () => {
  const plot = depthPlotOf({ step: 10, counts: [1, 4, 2] }, 90, 100);
  expect(plot).toEqual({
    path: "M0 100V80.0H30.0V20.0H60.0V60.0H90.0V100Z",
    top: 5,
    depth: 29,
    most: 10,
  });
  expect(depthPlotOf({ step: 1, counts: [7] }, 90, 100)).toBeNull();
});
