/** Compares what several workers find together with what one finds alone. */
import fc from "fast-check";
import type { MemoryModel } from "../../engine/check/result.js";
import { stateFindings } from "../../engine/check/state-verdicts.js";
import { simulate } from "../../engine/explore/parallel/testing/simulate.js";
import { finish } from "../../engine/explore/states/state-graph.js";
import type { Searched } from "../../engine/explore/states/searched.js";
import { StateSearch } from "../../engine/explore/states/state-search.js";
import { machineFor } from "../../engine/memory/models.js";
import { type Comparison, Differences } from "./compare.js";
import type { RandomProgram } from "./program.js";
import { toScenario } from "./to-scenario.js";

const limits = { states: 100_000, bytes: 1e9 };

/**
 * Compares two and three workers, which take turns at random in one thread, with one.
 *
 * `compared` is null for a program that one worker does not explore to the end, that is too small
 * to be shared, or in which threads declare something late.
 */
export function compareCrew(program: RandomProgram, memory: MemoryModel): Comparison {
  const alone = new StateSearch(machineFor(toScenario(program).build(), memory), limits, false);
  while (!alone.run(1_000_000));
  const differences = new Differences();
  if (alone.stopped !== null) return { differences: [], compared: null };
  const wanted = figures(alone, alone.machine.program.unfolder.unfolded);
  let shared = false;
  for (const workers of [2, 3]) {
    const random = randomFrom(alone.transitions + workers);
    const together = simulate(() => toScenario(program), {
      memory,
      workers,
      alone: 1 + random(60),
      limits,
      random,
    });
    if (together === null) continue;
    shared = true;
    const { merged, unfolded } = together;
    differences.expect(`with ${workers} workers`, figures(merged, unfolded), wanted);
  }
  return { differences: differences.list, compared: shared ? "everything" : null };
}

function figures(search: Searched, nodes: number): object {
  const { visited, transitions, bytes } = search;
  const findings = finish(stateFindings(search, true));
  return { states: visited.size, transitions, bytes, nodes, findings };
}

/** Random integers that are the same in every run. */
function randomFrom(seed: number): (n: number) => number {
  const [numbers] = fc.sample(fc.array(fc.nat(), { minLength: 997, maxLength: 997 }), {
    seed,
    numRuns: 1,
  });
  let next = 0;
  return (n) => numbers[next++ % numbers.length] % n;
}
