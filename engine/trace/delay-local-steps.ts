/**
 * A search makes local steps (a choice, a fence, a store into the thread's own buffer) as soon as
 * they are possible, which tears a thread's steps apart. A reader expects them where the thread goes
 * on: here each is moved to just before the next step of its thread, or of its store buffer, that
 * others can see. Local steps commute with all that lies in between, so the run stays the same.
 */
import { type Machine, flushBit, laneOf, moveBuffer } from "../memory/machine.js";

/** The moves in the order to show. The machine is reset before and after. */
export function delayLocalSteps(machine: Machine, moves: readonly number[]): number[] {
  const isLocal = localSteps(machine, moves);
  // A local step with nothing visible after it stays where it is.
  const movesLater = new Set<number>();
  for (let i = moves.length - 1; i >= 0; i--) {
    if (!isLocal[i]) movesLater.add(laneOf(moves[i]));
    else if (!movesLater.has(laneOf(moves[i]))) isLocal[i] = false;
  }
  const delayed = new Map<number, number[]>();
  const order: number[] = [];
  moves.forEach((move, i) => {
    const lane = laneOf(move);
    const waiting = delayed.get(lane) ?? [];
    if (isLocal[i]) delayed.set(lane, [...waiting, move]);
    else {
      order.push(...waiting, move);
      delayed.delete(lane);
    }
  });
  return order;
}

/** Which moves are local; spawning a thread is not, since the child's steps must come after it. */
function localSteps(machine: Machine, moves: readonly number[]): boolean[] {
  machine.reset();
  const local = moves.map((move) => {
    const end = machine.moves(moveBuffer, 0);
    const first = machine.localOnly && moveBuffer.subarray(0, end).includes(move);
    const { lanes } = machine;
    const present = presentLanes(machine);
    machine.step(move);
    const spawns = machine.lanes > lanes || presentLanes(machine) > present;
    return first && (move & flushBit) === 0 && !spawns;
  });
  machine.reset();
  return local;
}

function presentLanes(machine: Machine): number {
  let present = 0;
  for (let lane = 0; lane < machine.lanes; lane++) {
    if (machine.node(lane) !== machine.program.absent) present++;
  }
  return present;
}
