/** Facts about schedules (lists of moves from the initial state). */
import { type Machine, flushBit, laneOf, moveBuffer } from "../memory/machine.js";

/**
 * Context switches of a schedule: steps of another thread while the last one could go on. Steps of
 * store buffers and local steps are nobody's scheduling decision. Leaves the machine reset.
 */
export function switchesOf(machine: Machine, moves: readonly number[]): number {
  machine.reset();
  let last = -1;
  let switches = 0;
  for (const move of moves) {
    const end = machine.moves(moveBuffer, 0);
    const local = machine.localOnly && moveBuffer.subarray(0, end).includes(move);
    if ((move & flushBit) === 0 && !local) {
      const lane = laneOf(move);
      if (lane !== last && last >= 0) {
        if (machine.threadMoves(last, machine.node(last), moveBuffer, 0) > 0) switches++;
      }
      last = lane;
    }
    machine.step(move);
  }
  machine.reset();
  return switches;
}
