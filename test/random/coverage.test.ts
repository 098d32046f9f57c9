/**
 * Random walks lead to states that the search visits, though on a machine of their own; and a search
 * that is asked in between how far it is finds what it would have found.
 */
import { expect, test } from "vitest";
import type { MemoryModel } from "../../engine/check/result.js";
import { stateFindings } from "../../engine/check/state-verdicts.js";
import { Coverage } from "../../engine/explore/states/coverage.js";
import { finish } from "../../engine/explore/states/state-graph.js";
import { StateSearch } from "../../engine/explore/states/state-search.js";
import { machineFor } from "../../engine/memory/models.js";
import { agree, looping, straight } from "./agree.js";
import { type Shape } from "./arbitrary.js";
import { type Comparison, Differences } from "./compare.js";
import type { RandomProgram } from "./program.js";
import { toScenario } from "./to-scenario.js";

const limits = { states: 100_000, bytes: 1e9 };

function compareCoverage(program: RandomProgram, memory: MemoryModel): Comparison {
  const makeMachine = () => machineFor(toScenario(program).build(), memory);
  const search = new StateSearch(makeMachine(), limits, false);
  while (!search.run(1_000_000));
  if (search.stopped !== null) return { differences: [], compared: null };
  const differences = new Differences();
  const asked = new StateSearch(makeMachine(), limits, false);
  const coverage = new Coverage(asked, makeMachine);
  asked.run(7);
  const early = coverage.share;
  while (!asked.run(7));
  differences.expect("asked in between", figures(asked), figures(search));
  differences.expect("asked again", coverage.share, early === null ? null : 1);
  const { share } = new Coverage(search, makeMachine);
  if (share === null) return { differences: differences.list, compared: "graph" };
  differences.expect("covered", share, 1);
  return { differences: differences.list, compared: "everything" };
}

function figures(search: StateSearch): object {
  const { visited, transitions, ends, outcomes } = search;
  const findings = finish(stateFindings(search, true));
  return { states: visited.size, transitions, ends, outcomes, findings };
}

const shapes: readonly (readonly [string, (memory: MemoryModel) => Shape])[] = [
  ["random programs", () => straight],
  ["retry loops", looping],
  ["programs with records", () => ({ ...straight, special: "records" })],
  ["programs that wait", () => ({ ...straight, special: "waits" })],
];

for (const [what, shape] of shapes) {
  test.each(["sc", "tso", "weak"] as const)(`walks of ${what} under %s`, (memory) => {
    const batch = { memory, shape: shape(memory), programs: 150, compare: compareCoverage };
    expect(agree(batch).everything).toBeGreaterThan(120);
  });
}
