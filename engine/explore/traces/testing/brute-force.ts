/**
 * All reachable states, final states and deadlocks of a scenario, by remembering whole states: the
 * ground truth for small programs.
 */
import { Shape } from "../../../automaton/node.js";
import type { Machine } from "../../../memory/machine.js";
import { showValue } from "../../../scenario/value.js";
import { endOf } from "./sleep-set-oracle.js";

/** The machine's state as text that does not depend on the order of exploration. */
export function stateText(machine: Machine): string {
  const { layout, shape, result, values } = machine.program;
  const parts: string[] = [];
  for (let slot = 0; slot < machine.slots; slot++) {
    const content = layout.slots[slot];
    const id = machine.state[slot];
    if (content.holds === "location") {
      if (id === machine.initial[slot]) continue;
      parts.push(`${content.location.name}=${showValue(values.value(id))}`);
    } else if (content.holds === "thread" && shape[id] !== Shape.Absent) {
      const done = shape[id] === Shape.Finished;
      parts.push(
        `${content.thread.name}:${shape[id]}${done ? showValue(values.value(result[id])) : ""}`,
      );
    }
  }
  return parts.sort().join(" ");
}

/** Everything that can happen, as sets of texts. */
export interface Everything {
  /** Final states (of runs without a failed assumption), with how the run ended. */
  readonly ends: Set<string>;
  /** Properties that were notable in some reachable state without a failed assumption. */
  readonly notable: Set<number>;
}

/** Explores every reachable state; `notable` gives the properties worth noting in the current one. */
export function exploreAll(machine: Machine, notable: () => readonly number[]): Everything {
  const everything: Everything = { ends: new Set(), notable: new Set() };
  const seen = new Set<string>();
  const go = (): void => {
    const key = machine.state.subarray(0, machine.slots).join(",");
    if (seen.has(key)) return;
    seen.add(key);
    for (const p of notable()) everything.notable.add(p);
    const buffer = new Int32Array(4096);
    const end = machine.allMoves(buffer, 0);
    if (end === 0) everything.ends.add(`${endOf(machine)} ${stateText(machine)}`);
    for (let i = 0; i < end; i++) {
      const mark = machine.logEnd;
      machine.step(buffer[i]);
      if (!isAnyAssumed(machine)) go();
      machine.undo(mark);
    }
  };
  if (!isAnyAssumed(machine)) go();
  return everything;
}

function isAnyAssumed(machine: Machine): boolean {
  for (let lane = 0; lane < machine.lanes; lane++) {
    if (machine.program.shape[machine.node(lane)] === Shape.Assumed) return true;
  }
  return false;
}
