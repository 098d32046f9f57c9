import { type Machine, moveBuffer } from "../../memory/machine.js";
import { isAssumed } from "../run-ends.js";

/** The move of the k-th edge of a state: edges are its moves but those into a false assumption. */
export function moveOfEdge(machine: Machine, k: number): number {
  let seen = -1;
  const end = machine.moves(moveBuffer, 0);
  for (let i = 0; i < end; i++) {
    const move = moveBuffer[i];
    const mark = machine.logEnd;
    const { hashLow, hashHigh } = machine;
    machine.step(move);
    const assumed = isAssumed(machine);
    machine.undo(mark);
    machine.hashLow = hashLow;
    machine.hashHigh = hashHigh;
    if (!assumed && ++seen === k) return move;
  }
  throw new Error(`no edge ${k} among ${end} moves`);
}
