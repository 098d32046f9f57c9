/**
 * For each depth of the run the events that need not be tried there: everything that begins with
 * one of them has been explored already. A stack of lists: that of depth `d` is
 * `start[d] .. end[d]`; the one below may be appended to only when those above are dead.
 */
import { enlarged } from "../../automaton/pair-table.js";
import type { AccessCodes } from "./access-codes.js";

export class SleepSets {
  start = new Int32Array(256);
  end = new Int32Array(256);
  move = new Int32Array(512);
  agent = new Int32Array(512);
  code = new Int32Array(512);

  /** Empties the list of depth 0. */
  reset(): void {
    this.start[0] = 0;
    this.end[0] = 0;
  }

  /** Makes the list of depth `d + 1`: those of depth `d` that an event leaves asleep. */
  descend(d: number, agent: number, code: number, codes: AccessCodes): void {
    if (d + 1 >= this.start.length) {
      this.start = enlarged(this.start, d * 2 + 2);
      this.end = enlarged(this.end, d * 2 + 2);
    }
    const from = this.start[d];
    const to = this.end[d];
    let at = to;
    this.start[d + 1] = to;
    if (to * 2 >= this.move.length) this.grow();
    for (let q = from; q < to; q++) {
      if (this.agent[q] === agent || codes.conflict(this.code[q], code)) continue;
      this.move[at] = this.move[q]!;
      this.agent[at] = this.agent[q]!;
      this.code[at++] = this.code[q]!;
    }
    this.end[d + 1] = at;
  }

  /** Adds an event whose continuations have all been explored to depth `d`. */
  add(d: number, move: number, agent: number, code: number): void {
    const at = this.end[d]++;
    if (at + 1 >= this.move.length) this.grow();
    this.move[at] = move;
    this.agent[at] = agent;
    this.code[at] = code;
  }

  /** True when a move need not be tried at depth `d`. */
  has(d: number, move: number): boolean {
    const to = this.end[d];
    for (let q = this.start[d]; q < to; q++) if (this.move[q] === move) return true;
    return false;
  }

  private grow(): void {
    const length = this.move.length * 2;
    this.move = enlarged(this.move, length);
    this.agent = enlarged(this.agent, length);
    this.code = enlarged(this.code, length);
  }
}
