import { expect, it } from "vitest";
import type { Row } from "../notebooks/run-notebook.js";
import { notebookLines, notebooksHead, notebooksSummary } from "./notebook-table.js";
import { checksOf } from "./notebooks.js";

const row = (changed: Partial<Row>): Row => ({
  cell: "c",
  scenario: "S",
  memory: "sc",
  engine: "states",
  property: "p",
  kind: "always",
  verdict: "holds",
  expected: "holds",
  states: 1204,
  transitions: 9988,
  interleavings: "151062762357",
  ms: 1.25,
  ...changed,
});

const long = "a scenario that is named by a whole sentence and a bit more";
const checks = checksOf([
  row({ property: "one" }),
  row({ property: "two" }),
  row({ property: "one", ms: 2.5 }),
  row({ memory: "tso", ms: 3, interleavings: "12" }),
  row({ scenario: long, states: null, interleavings: null, ms: 4 }),
]);
const time = {
  notebook: "n",
  exitStatus: 1,
  errors: "n.heddle.md:1:1: wrong\n  Do this.\n",
  ms: [500, 600, 700],
  median: 600,
  checks,
};

it("the properties of one check are one check", () => {
  expect(checks.map(({ scenario, memory, ms }) => [scenario, memory, ms])).toEqual([
    ["S", "sc", 1.25],
    ["S", "sc", 2.5],
    ["S", "tso", 3],
    [long, "sc", 4],
  ]);
});

it("the table has a line for each check and what went wrong, in 100 columns", () => {
  const text = notebooksHead + notebookLines(time);
  expect(text).toMatchInlineSnapshot(`
    "                                                 memory   states transitions interleavings       ms

    n, whole process                                                                                600
      S                                              sc        1,204       9,988       1.5e+11      1.3
      S                                              sc        1,204       9,988       1.5e+11      2.5
      S                                              tso       1,204       9,988            12      3.0
      a scenario that is named by a whole sentenc... sc            -       9,988             -      4.0
      exit status 1
      n.heddle.md:1:1: wrong
        Do this.
    "
  `);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
});

it("the summary names the slowest check and adds up", () => {
  const slowest = { notebook: "n", ...checks[3] };
  const summary = notebooksSummary({ notebooks: [time], slowest, inChecks: 10.75, total: 600 });
  expect(summary).toContain(`slowest check: 4 ms, ${long} (n)`);
  expect(summary).toContain("1 notebook, 4 checks: 0.6 s cold, 0.0 s of it in checks");
});
