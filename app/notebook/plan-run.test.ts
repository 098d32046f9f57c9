import { expect, test } from "vitest";
import { cellKeys } from "./graph/keys.js";
import { planRun } from "./plan-run.js";
import type { Findings, Results } from "./results/record.js";
import { renewResults } from "./results/renew.js";
import { type Present, freshness, noteStale } from "./results/staleness.js";
import { analyseCells } from "./testing/analyse-cells.js";

const cells = {
  header: 'import { check } from "heddle";\nconst race: any = 1;',
  first: "const found = await check(race);",
  second: "found; await check(race);",
};
const checkOf = (scenario: string): Findings["checks"][number] => ({
  scenario,
  memory: "sc",
  engine: "states",
  stopped: null,
  properties: [],
});
const findings = (...scenarios: string[]): Findings => ({
  checks: scenarios.map(checkOf),
  workloads: [],
  matrices: [],
});

function presentOf(changed: Readonly<Record<string, string>>, engineVersion = "1"): Present {
  const analysis = analyseCells({ ...cells, ...changed });
  return { analysis, keys: cellKeys(analysis, engineVersion), engineVersion };
}
const before = presentOf({});
const found = new Map([
  ["header", findings()],
  ["first", findings("a")],
  ["second", findings("b", "c")],
]);
const recorded: Results = renewResults(before, new Map(), found, "2026-01-01T00:00:00Z");
const noted = (present: Present, results: Results, now: string) =>
  noteStale(
    freshness(present, results).map((fresh, index) => ({
      name: present.analysis.cells[index].cell.name,
      freshness: fresh,
    })),
    results,
    now,
  );
const states = (present: Present, results = recorded) =>
  freshness(present, results).map((one) => (one.kind === "stale" ? one.because : one.kind));

test("results are current until something that they rest on changes", () => {
  expect(states(before)).toEqual(["current", "current", "current"]);
  expect(states(presentOf({ second: "found; await check(race); // why" }))[2]).toBe("current");
  expect(states(presentOf({ first: "const found = await check(race, {});" }))).toEqual([
    "current",
    "its code",
    "cell first (which it needs)",
  ]);
  expect(states(presentOf({}, "2"))).toEqual(["the engine", "the engine", "the engine"]);
  expect(states(before, new Map())).toEqual(["none", "none", "none"]);
});

test("since when a result is stale is noted once, and forgotten when an edit is undone", () => {
  const edited = presentOf({ first: "const found = await check(race, {});" });
  const once = noted(edited, recorded, "2026-01-02T00:00:00Z");
  expect([...once.values()].map(({ staleSince }) => staleSince)).toEqual([
    null,
    "2026-01-02T00:00:00Z",
    "2026-01-02T00:00:00Z",
  ]);
  expect(noted(edited, once, "2026-01-03T00:00:00Z")).toBe(once);
  expect(freshness(edited, once)[1]).toEqual({
    kind: "stale",
    because: "its code",
    since: "2026-01-02T00:00:00Z",
  });
  const back = noted(before, once, "2026-01-04T00:00:00Z");
  expect([...back]).toEqual([...recorded]);
});

test("renewing keeps what says the same, what did not run and the order of the file", () => {
  const later = "2026-02-02T00:00:00Z";
  expect(renewResults(before, recorded, found, later)).toEqual(recorded);
  const { second, ...rest } = cells;
  const moved = analyseCells({ second, ...rest });
  const present = { analysis: moved, keys: cellKeys(moved, "1"), engineVersion: "1" };
  const renewed = renewResults(present, recorded, new Map([["first", findings("x")]]), later);
  expect([...renewed.keys()]).toEqual(["second", "header", "first"]);
  expect(renewed.get("second")).toBe(recorded.get("second"));
  expect(renewed.get("first")).toMatchObject({ recorded: later, checks: [{ scenario: "x" }] });
  const removed = analyseCells({ header: cells.header });
  const less = { analysis: removed, keys: cellKeys(removed, "1"), engineVersion: "1" };
  expect([...renewResults(less, recorded, new Map(), later).keys()]).toEqual(["header"]);
});

test("what is only needed is recalled where that is current, and explored where it is not", () => {
  const plan = (present: Present) => {
    const { cells } = planRun(present, recorded, { type: "cells", names: ["second"] });
    return cells.map(({ cell, mode, force, recorded: known }) => [
      cell.name,
      mode,
      force,
      known.map(({ scenario }) => scenario).join(),
    ]);
  };
  expect(plan(before)).toEqual([
    ["header", "recall", false, ""],
    ["first", "recall", false, "a"],
    ["second", "explore", true, ""],
  ]);
  expect(plan(presentOf({ first: "const found = await check(race, {});" }))).toEqual([
    ["header", "recall", false, ""],
    ["first", "explore", false, "a"],
    ["second", "explore", true, "b,c"],
  ]);
});

test("recorded results are shown without exploring where they are current", () => {
  const plan = (present: Present) =>
    planRun(present, recorded, { type: "recall", names: ["second"] }).cells.map(
      ({ cell, mode, force }) => `${cell.name}: ${mode}${force ? ", forced" : ""}`,
    );
  expect(plan(before)).toEqual(["header: recall", "first: recall", "second: recall"]);
  expect(plan(presentOf({ second: "found; await check(race, {});" }))).toEqual([
    "header: recall",
    "first: recall",
    "second: explore",
  ]);
});

test("cells that cannot be run are left out of a plan, which says why", () => {
  const present = presentOf({ first: "const found = missing;" });
  const { cells, blocked } = planRun(present, recorded, { type: "all" });
  expect(cells.map(({ cell }) => cell.name)).toEqual(["header"]);
  expect(blocked).toEqual([
    { name: "first", by: null, problems: [expect.objectContaining({ place: expect.anything() })] },
    { name: "second", by: "first", problems: [] },
  ]);
});

test("a plan is plain data", () => {
  const plan = planRun(before, recorded, { type: "with ancestors", names: ["second"] });
  expect(structuredClone(plan)).toEqual(plan);
});
