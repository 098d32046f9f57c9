/** How a run has ended, read off the state that it ended in. */
import { Shape } from "../automaton/node.js";
import type { Machine } from "../memory/machine.js";

/** How a maximal run can end. */
export type EndKind = "complete" | "failed" | "deadlock";

/** How a thread can fail. */
export type FailureKind = "assert" | "error";

/** True when some thread's assumption is false in the machine's state. */
export function isAssumed(machine: Machine): boolean {
  for (let lane = 0; lane < machine.lanes; lane++) {
    if (machine.program.shape[machine.node(lane)] === Shape.Assumed) return true;
  }
  return false;
}

/** How threads have failed in the machine's state, each kind once. */
export function failuresIn(machine: Machine): FailureKind[] {
  const kinds = new Set<FailureKind>();
  for (let lane = 0; lane < machine.lanes; lane++) {
    const node = machine.node(lane);
    if (machine.program.shape[node] !== Shape.Failed) continue;
    const { spec } = machine.program.operations[node]!;
    kinds.add(spec.type === "stop" && spec.reason === "assert" ? "assert" : "error");
  }
  return [...kinds].sort();
}

/** What a state without moves is. */
export function endKind(machine: Machine): EndKind {
  const { shape } = machine.program;
  let blocked = false;
  for (let lane = 0; lane < machine.lanes; lane++) {
    const of = shape[machine.node(lane)];
    if (of === Shape.Failed) return "failed";
    if (of >= Shape.Single) blocked = true;
  }
  return blocked ? "deadlock" : "complete";
}
