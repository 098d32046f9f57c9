/** Random walks lead to states that the search visits: both start machines of their own. */
import { expect, test } from "vitest";
import type { MemoryModel } from "../../engine/check/result.js";
import { Coverage } from "../../engine/explore/states/coverage.js";
import { StateSearch } from "../../engine/explore/states/state-search.js";
import { machineFor } from "../../engine/memory/models.js";
import { agree, looping, straight } from "./agree.js";
import { type Shape } from "./arbitrary.js";
import type { Comparison } from "./compare.js";
import type { RandomProgram } from "./program.js";
import { toScenario } from "./to-scenario.js";

const limits = { states: 100_000, bytes: 1e9 };

function compareCoverage(program: RandomProgram, memory: MemoryModel): Comparison {
  const makeMachine = () => machineFor(toScenario(program).build(), memory);
  const search = new StateSearch(makeMachine(), limits, false);
  while (!search.run(1_000_000));
  if (search.stopped !== null) return { differences: [], compared: null };
  const { share } = new Coverage(search, makeMachine);
  if (share === null) return { differences: [], compared: "graph" };
  return { differences: share === 1 ? [] : [`${share} is covered`], compared: "everything" };
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
