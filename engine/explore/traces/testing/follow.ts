import type { Machine } from "../../../memory/machine.js";

/** Makes the moves of a schedule; returns what is wrong with it, or null. */
export function follow(machine: Machine, schedule: Int32Array): string | null {
  const enabled = new Int32Array(4096);
  for (const [i, move] of schedule.entries()) {
    const end = machine.allMoves(enabled, 0);
    if (!enabled.subarray(0, end).includes(move)) return `move ${i} of a schedule is not enabled`;
    machine.step(move);
  }
  return null;
}
