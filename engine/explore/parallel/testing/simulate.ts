/** A search by several workers that take turns in one thread, as the caller chooses. */
import type { MemoryModel } from "../../../check/result.js";
import { machineFor } from "../../../memory/models.js";
import type { Scenario } from "../../../scenario/scenario.js";
import { finish } from "../../states/state-graph.js";
import type { StateLimits } from "../../states/searched.js";
import { StateSearch } from "../../states/state-search.js";
import { countBehind } from "../first-pass.js";
import { Member, makeMemory } from "../member.js";
import { Merged } from "../merge.js";
import { countUnfolded } from "../part.js";
import { indexRecords, makeIndex } from "../records.js";
import { rehearsalOf, rehearse } from "../../states/rehearsal.js";

/** How to simulate. */
export interface Simulation {
  readonly memory: MemoryModel;
  readonly workers: number;
  /** Transitions that the leader makes before the others join. */
  readonly alone: number;
  readonly limits: StateLimits;
  /** A random integer from 0 to n - 1. */
  readonly random: (n: number) => number;
}

/** The searched states and the number of unfolded nodes; null if the scenario cannot be shared. */
export function simulate(
  make: () => Scenario,
  { memory, workers, alone, limits, random }: Simulation,
): { merged: Merged; unfolded: number } | null {
  const search = () => machineFor(make().build(), memory);
  const leading = new StateSearch(search(), limits, false);
  if (leading.run(alone)) return null;
  const rehearsal = rehearsalOf(leading);
  const shared = makeMemory(workers, random(2) === 0 ? 0 : leading.visited.size);
  const members: Member[] = [];
  for (let w = 0; w < workers; w++) {
    const helping = w === 0 ? leading : new StateSearch(search(), limits, false, false);
    if (w > 0 && !rehearse(helping.machine, rehearsal)) return null;
    members.push(new Member(helping, shared, w, 0));
  }
  for (;;) {
    const states = members.map((member) => member.run(1 + random(300)));
    if (states.includes("unfit")) return null;
    if (states.every((state) => state === "done")) break;
    if (members[0].control.allParked) {
      const table = members[0].enlarge();
      for (const member of members) member.adopt(table);
    }
  }
  const { ids } = members[0].control;
  const index = makeIndex(ids);
  const parts = members.map((member) => member.part());
  for (const { pieces, firstPiece } of parts) finish(indexRecords(pieces, firstPiece, index));
  const merged = new Merged(leading.machine, limits, parts, ids);
  const merging = merged.merge(index, members[0].spare);
  while (!merging.run(1 + random(300)));
  merged.cyclic = merging.cyclic;
  merged.graph = merging.graph(random(2) === 0 && countBehind(merging.firstPass));
  return { merged, unfolded: countUnfolded(parts) };
}
