/**
 * Turns races into sequences of events in which the second event comes first, and inserts them into
 * the wakeup tree of the depth of the first one.
 */
import { enlarged } from "../../automaton/pair-table.js";
import { EventField, choiceBit } from "./current-run.js";
import { Outcome, type RaceList } from "./race-list.js";
import type { SearchParts } from "./search-parts.js";

export class Reversals {
  /** The sequence being made, and the depths that its events come from. */
  moves = new Int32Array(256);
  agents = new Int32Array(256);
  seqCodes = new Int32Array(256);
  private depths = new Int32Array(256);
  private readonly parts: SearchParts;
  private readonly list: RaceList;

  constructor(parts: SearchParts, list: RaceList) {
    this.parts = parts;
    this.list = list;
  }

  /** True when the outcome of the reversal of race `k` is the same with new events `from` on. */
  isStillSo(k: number, from: number): boolean {
    const { list } = this;
    const { run, sleep, codes } = this.parts;
    const q = list.asleepBy[k];
    if (q === (Outcome.Open as number)) return false;
    if (list.restsOn[k] >= 0) return true;
    const agent = sleep.agent[q];
    const code = sleep.code[q];
    for (let d = from; d < run.depth; d++) {
      if (
        run.event(d, EventField.Agent) !== agent &&
        !codes.conflict(run.event(d, EventField.Code), code)
      )
        continue;
      if (this.isKept(k, d)) return false;
    }
    return true;
  }

  /** True when the reversal of race `k` leaves event `d` in. */
  private isKept(k: number, d: number): boolean {
    const { list } = this;
    const { clocks } = this.parts;
    const without = list.without[k]!;
    if (without === null) return !clocks.isBefore(list.first[k], d);
    for (const event of without) if (clocks.isBefore(event, d)) return false;
    return true;
  }

  /**
   * Inserts the reversal of race `k`, whose code is known: what it keeps of the events up to the
   * second one, then that one, then what is needed to wake the events asleep. Later events do not
   * conflict with the second one, or they would follow it and so the first one.
   *
   * False, and nothing inserted, if the sequence must be extended by an alternative of a choice.
   */
  reverse(k: number): boolean {
    const { list } = this;
    const { run, sleep, codes, trees } = this.parts;
    const i = list.first[k];
    const j = list.second[k];
    this.hold(run.depth - i + 1);
    const { moves, agents, seqCodes, depths } = this;
    const upTo = this.gather(k, 0, i + 1, j);
    moves[upTo] = run.event(j, EventField.Move);
    agents[upTo] = run.event(j, EventField.Agent);
    seqCodes[upTo] = list.codeAfter[k]!;
    depths[upTo] = -1;
    // A branch that the sequence is independent of may be an alternative of a choice: to have all
    // of them, the sequence says which one it is about.
    let all = run.choices > 0 ? this.gather(k, upTo + 1, j + 1, run.depth) : -1;
    let length = Math.max(upTo + 1, all);
    const end = sleep.end[i];
    for (let q = sleep.start[i]; q < end; q++) {
      const agent = sleep.agent[q];
      const code = sleep.code[q];
      let m = 0;
      while (m <= upTo && agents[m] !== agent && !codes.conflict(seqCodes[m], code)) m++;
      if (m > upTo) {
        if (all < 0) all = this.gather(k, upTo + 1, j + 1, run.depth);
        while (m < all && agents[m] !== agent && !codes.conflict(seqCodes[m], code)) m++;
      }
      const independent = m > upTo && m === all;
      if (independent && (sleep.move[q] & choiceBit) !== 0) return false;
      if (independent || (agents[m] === agent && moves[m] === sleep.move[q])) {
        list.lasts[k] = m > upTo ? 1 : 0;
        list.asleepBy[k] = q;
        list.restsOn[k] = independent ? -1 : depths[m];
        return true;
      }
      if (m >= length) length = m + 1;
    }
    if (trees.insert(i, moves, agents, seqCodes, depths, length, codes) >= 0) return false;
    // A branch that the sequence is only independent of may conflict with what comes instead.
    list.asleepBy[k] = trees.passed > 0 ? Outcome.Open : Outcome.InTree;
    list.restsOn[k] = trees.deepest;
    list.lasts[k] = trees.passed > 0 || trees.deepest > j ? 1 : 0;
    return true;
  }

  /** Appends to the sequence what the reversal of race `k` keeps of some events. */
  private gather(k: number, length: number, from: number, to: number): number {
    const { list, moves, agents, seqCodes, depths } = this;
    const { run, clocks } = this.parts;
    const { counts, stride } = clocks;
    const first = list.first[k];
    const agent = run.event(first, EventField.Agent);
    const index = run.event(first, EventField.Index);
    const narrow = list.without[k] === null;
    let m = length;
    for (let d = from; d < to; d++) {
      if (narrow ? counts[d * stride + agent] >= index : !this.isKept(k, d)) continue;
      moves[m] = run.event(d, EventField.Move);
      agents[m] = run.event(d, EventField.Agent);
      seqCodes[m] = run.event(d, EventField.Code);
      depths[m++] = d;
    }
    return m;
  }

  /**
   * Inserts the sequence of `length` events at depth `i`, unless it is redundant. Returns -1, or
   * without inserting anything an alternative of a choice that the sequence must be extended by.
   */
  insert(i: number, length: number): number {
    const { moves, agents, seqCodes, depths } = this;
    const { codes, sleep, run, trees } = this.parts;
    let undecided = -1;
    const to = sleep.end[i];
    for (let q = sleep.start[i]; q <= to; q++) {
      // The branch being explored will be asleep.
      const last = q === to;
      const move = last ? run.event(i, EventField.Move) : sleep.move[q];
      const agent = last ? run.event(i, EventField.Agent) : sleep.agent[q];
      const code = last ? run.event(i, EventField.Code) : sleep.code[q];
      let m = 0;
      while (m < length && agents[m] !== agent && !codes.conflict(seqCodes[m], code)) m++;
      if (m === length && (move & choiceBit) !== 0) undecided = move;
      else if (m === length || (agents[m] === agent && moves[m] === move)) return -1;
    }
    if (undecided >= 0) return undecided;
    return trees.insert(i, moves, agents, seqCodes, depths, length, codes);
  }

  /** Makes room for a sequence. */
  hold(length: number): void {
    if (length <= this.moves.length) return;
    this.moves = enlarged(this.moves, length * 2);
    this.agents = enlarged(this.agents, length * 2);
    this.seqCodes = enlarged(this.seqCodes, length * 2);
    this.depths = enlarged(this.depths, length * 2);
  }
}
