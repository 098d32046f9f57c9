/**
 * Carries a schedule from the machine of a search to a fresh one. Lanes of spawned threads and slots
 * of allocated records are numbered in the order in which a search meets them; on a fresh machine
 * that is the order of the schedule itself, as it will be when the schedule is replayed.
 */
import { type Machine, flushBit, laneOf, moveBuffer } from "../memory/machine.js";

/** The moves on `target`, both machines being reset before and after. */
export function transplant(source: Machine, target: Machine, moves: readonly number[]): number[] {
  source.reset();
  target.reset();
  const laneOnTarget = new Map<number, number>();
  const declared = source.built.threads.length;
  for (let lane = 0; lane < declared; lane++) laneOnTarget.set(lane, lane);
  const result = moves.map((move) => {
    const lane = laneOnTarget.get(laneOf(move))!;
    const carried = (move & flushBit) === 0 ? (move & ~0xff) | lane : flushOf(move, lane);
    const before = target.lanes;
    source.step(move);
    target.step(carried);
    if (target.lanes > before) noteSpawned(before);
    return carried;
  });
  source.reset();
  target.reset();
  return result;

  /** The flush of the same entry: entries are ordered by slot, and slots may differ. */
  function flushOf(move: number, lane: number): number {
    const label = source.flushLabel(move);
    const same = moveBuffer
      .subarray(0, target.allMoves(moveBuffer, 0))
      .find((m) => laneOf(m) === lane && (m & flushBit) !== 0 && target.flushLabel(m) === label);
    if (same === undefined) throw new Error(`the schedule cannot be replayed at ${label}`);
    return same;
  }

  /** A step has spawned a thread: the lane that was absent on the source until now. */
  function noteSpawned(newLane: number): void {
    for (let lane = declared; lane < source.lanes; lane++) {
      if (!laneOnTarget.has(lane) && source.node(lane) !== source.program.absent) {
        laneOnTarget.set(lane, newLane);
        return;
      }
    }
  }
}
