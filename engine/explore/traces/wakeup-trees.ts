/**
 * For each depth of the run a tree of event sequences still to be explored from there (Abdulla,
 * Aronis, Jonsson, Sagonas: Source Sets, JACM 2017). Only what is pending is kept: a branch leaves
 * the tree of its depth when it is taken, and its children become the tree of the next depth.
 */
import { enlarged } from "../../automaton/pair-table.js";
import type { AccessCodes } from "./access-codes.js";
import { choiceBit } from "./current-run.js";

const none = -1;

export class WakeupTrees {
  /** First and last pending branch of each depth, -1 when there is none. */
  first = new Int32Array(256).fill(none);
  last = new Int32Array(256).fill(none);
  /** Event of each branch. */
  move = new Int32Array(256);
  agent = new Int32Array(256);
  code = new Int32Array(256);
  private next = new Int32Array(256);
  private firstChild = new Int32Array(256);
  private lastChild = new Int32Array(256);
  private size = 0;
  private free = none;
  /** True when some branch has been one alternative of a choice. */
  private choices = false;

  /** Makes the tree of depth `d` empty. */
  clear(d: number): void {
    if (d >= this.first.length) {
      this.first = enlarged(this.first, d * 2, none);
      this.last = enlarged(this.last, d * 2, none);
    }
    this.first[d] = none;
    this.last[d] = none;
  }

  /** Takes the first branch of depth `d` away; its children become the tree of depth `d + 1`. */
  take(d: number): void {
    const branch = this.first[d];
    this.first[d] = this.next[branch]!;
    if (this.first[d] === none) this.last[d] = none;
    this.clear(d + 1);
    this.first[d + 1] = this.firstChild[branch]!;
    this.last[d + 1] = this.lastChild[branch]!;
    this.next[branch] = this.free;
    this.free = branch;
  }

  /** Number of pending branches at depth `d`. */
  pending(d: number): number {
    let count = 0;
    for (let branch = this.first[d]; branch !== none; branch = this.next[branch]!) count++;
    return count;
  }

  /** Adds a branch of one event at the end of depth `d`. */
  add(d: number, move: number, agent: number, code: number): void {
    const branch = this.make(move, agent, code);
    if (this.last[d] === none) this.first[d] = branch;
    else this.next[this.last[d]] = branch;
    this.last[d] = branch;
  }

  /** Of the last insertion: branches on the way that it did not contain but is independent of. */
  passed = 0;
  /** Of the last insertion: the greatest of the `depths` of events that were matched or added. */
  deepest = -1;

  /**
   * Inserts a sequence at depth `d` unless the tree already leads to something equivalent. The
   * arrays hold its events and are overwritten; `depths` is where in the run they come from.
   *
   * Returns -1, or without inserting anything the move of a branch that is one alternative of a
   * choice of which the sequence does not say how it goes: the sequence must be extended by it.
   */
  insert(
    d: number,
    moves: Int32Array,
    agents: Int32Array,
    seqCodes: Int32Array,
    depths: Int32Array,
    length: number,
    codes: AccessCodes,
  ): number {
    this.passed = 0;
    this.deepest = -1;
    let parent = none;
    // What is left of the sequence is `from .. length`.
    let from = 0;
    let branch = this.first[d];
    while (branch !== none) {
      const agent = this.agent[branch];
      const code = this.code[branch];
      let k = from;
      while (k < length && agents[k] !== agent && !codes.conflict(seqCodes[k], code)) k++;
      if (k < length) {
        if (agents[k] !== agent || moves[k] !== this.move[branch]) {
          branch = this.next[branch]!;
          continue;
        }
        if (depths[k] > this.deepest) this.deepest = depths[k]!;
        for (; k > from; k--) {
          moves[k] = moves[k - 1]!;
          agents[k] = agents[k - 1]!;
          seqCodes[k] = seqCodes[k - 1]!;
          depths[k] = depths[k - 1]!;
        }
        from++;
        if (from === length) {
          if (this.choices) this.prune(branch);
          return -1;
        }
      } else if ((this.move[branch] & choiceBit) !== 0) return this.move[branch];
      else this.passed++;
      // What follows a leaf is explored whole, so it includes the rest of the sequence.
      if (this.firstChild[branch] === none) return -1;
      parent = branch;
      branch = this.firstChild[branch]!;
    }
    for (let k = from; k < length; k++) {
      if (depths[k] > this.deepest) this.deepest = depths[k]!;
      if (parent !== none) parent = this.addChild(parent, moves[k], agents[k], seqCodes[k]);
      else {
        this.add(d, moves[k], agents[k], seqCodes[k]);
        parent = this.last[d]!;
      }
    }
    return -1;
  }

  /**
   * Makes a branch a leaf. What it prescribed may be one alternative of a choice where all of them
   * are wanted.
   */
  private prune(branch: number): void {
    let child = this.firstChild[branch];
    while (child !== none) {
      const next = this.next[child];
      this.prune(child);
      this.next[child] = this.free;
      this.free = child;
      child = next;
    }
    this.firstChild[branch] = none;
    this.lastChild[branch] = none;
  }

  private addChild(parent: number, move: number, agent: number, code: number): number {
    const branch = this.make(move, agent, code);
    if (this.lastChild[parent] === none) this.firstChild[parent] = branch;
    else this.next[this.lastChild[parent]] = branch;
    this.lastChild[parent] = branch;
    return branch;
  }

  private make(move: number, agent: number, code: number): number {
    let branch = this.free;
    if (branch !== none) this.free = this.next[branch]!;
    else {
      branch = this.size++;
      if (branch === this.move.length) this.grow();
    }
    this.move[branch] = move;
    this.agent[branch] = agent;
    this.code[branch] = code;
    if ((move & choiceBit) !== 0) this.choices = true;
    this.next[branch] = none;
    this.firstChild[branch] = none;
    this.lastChild[branch] = none;
    return branch;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.move.length * 24;
  }

  private grow(): void {
    const length = this.move.length * 2;
    this.move = enlarged(this.move, length);
    this.agent = enlarged(this.agent, length);
    this.code = enlarged(this.code, length);
    this.next = enlarged(this.next, length);
    this.firstChild = enlarged(this.firstChild, length);
    this.lastChild = enlarged(this.lastChild, length);
  }
}
