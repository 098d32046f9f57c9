/** Facts about schedules (lists of moves from the initial state). */
import { type Machine, flushBit, laneOf, mostMoves } from "../memory/machine.js";

/**
 * Context switches of a schedule: steps of another thread while the last one could go on. Steps of
 * store buffers and local steps are nobody's scheduling decision. Leaves the machine reset.
 */
export function switchesOf(machine: Machine, moves: readonly number[]): number {
  const buffer = new Int32Array(mostMoves);
  machine.reset();
  let last = -1;
  let switches = 0;
  for (const move of moves) {
    const end = machine.moves(buffer, 0);
    const local = machine.localOnly && buffer.subarray(0, end).includes(move);
    if ((move & flushBit) === 0 && !local) {
      const lane = laneOf(move);
      if (lane !== last && last >= 0) {
        if (machine.threadMoves(last, machine.node(last), buffer, 0) > 0) switches++;
      }
      last = lane;
    }
    machine.step(move);
  }
  machine.reset();
  return switches;
}
