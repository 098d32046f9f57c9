/**
 * For each depth of the run a tree of event sequences still to be explored from there (Abdulla,
 * Aronis, Jonsson, Sagonas: Source Sets, JACM 2017). Only what is pending is kept: a branch leaves
 * the tree of its depth when it is taken, and its children become the tree of the next depth. So
 * the trees of all depths below the end of the run are empty.
 */
import { enlarged } from "../../automaton/pair-table.js";
import type { AccessCodes } from "./access-codes.js";
import { type CurrentRun, EventField, choiceBit } from "./current-run.js";
import { SequenceField, StepField, firstMet } from "./step-field.js";

const none = -1;

/** Fields of a branch after those of `StepField`. */
const enum BranchField {
  Next = 3,
  FirstChild,
  LastChild,
  Size = 8,
}

export class WakeupTrees {
  private readonly run: CurrentRun;
  /** A branch is named by where its fields begin. */
  private branches = new Int32Array(256 * BranchField.Size);
  private end = 0;
  private free = none;
  /** True when some branch has been one alternative of a choice. */
  private choices = false;

  constructor(run: CurrentRun) {
    this.run = run;
  }

  /** The first pending branch of depth `d`, -1 when there is none. */
  first(d: number): number {
    return this.run.event(d, EventField.FirstBranch);
  }

  /** The move of a branch. */
  moveOf(branch: number): number {
    return this.branches[branch | StepField.Move];
  }

  /** Takes the first branch of depth `d` away; its children become the tree of depth `d + 1`. */
  take(d: number): void {
    const { branches } = this;
    const { events } = this.run;
    const row = d << EventField.Shift;
    const below = (d + 1) << EventField.Shift;
    const branch = events[row | EventField.FirstBranch];
    const next = branches[branch | BranchField.Next];
    events[row | EventField.FirstBranch] = next;
    events[below | EventField.FirstBranch] = branches[branch | BranchField.FirstChild]!;
    events[below | EventField.LastBranch] = branches[branch | BranchField.LastChild]!;
    branches[branch | BranchField.Next] = this.free;
    this.free = branch;
  }

  /** Begins depth `d` with nothing pending. */
  clear(d: number): void {
    this.run.events[(d << EventField.Shift) | EventField.FirstBranch] = none;
  }

  /** Number of pending branches at depth `d`. */
  pending(d: number): number {
    const { branches } = this;
    let count = 0;
    let branch = this.first(d);
    for (; branch !== none; branch = branches[branch | BranchField.Next]!) count++;
    return count;
  }

  /** Adds a branch of one event at the end of depth `d`; returns it. */
  add(d: number, move: number, agent: number, code: number): number {
    const branch = this.make(move, agent, code);
    const { events } = this.run;
    const row = d << EventField.Shift;
    if (events[row | EventField.FirstBranch] === none) {
      events[row | EventField.FirstBranch] = branch;
    } else this.branches[events[row | EventField.LastBranch] | BranchField.Next] = branch;
    events[row | EventField.LastBranch] = branch;
    return branch;
  }

  /** Of the last insertion: branches on the way that it did not contain but is independent of. */
  passed = 0;
  /** Of the last insertion: the greatest depth in the run of events that were matched or added. */
  deepest = -1;

  /**
   * Inserts a sequence at depth `d` unless the tree already leads to something equivalent. The
   * sequence (see `SequenceField`) takes `end` numbers and is overwritten.
   *
   * Returns -1, or without inserting anything the move of a branch that is one alternative of a
   * choice of which the sequence does not say how it goes: the sequence must be extended by it.
   */
  insert(d: number, sequence: Int32Array, end: number, codes: AccessCodes): number {
    const { branches } = this;
    this.passed = 0;
    this.deepest = -1;
    let parent = none;
    // What is left of the sequence is `from .. end`.
    let from = 0;
    let branch = this.first(d);
    while (branch !== none) {
      const move = branches[branch | StepField.Move];
      const agent = branches[branch | StepField.Agent];
      const code = branches[branch | StepField.Code];
      const k = firstMet(sequence, from, end, agent, code, codes);
      if (k < end) {
        if (sequence[k | StepField.Agent] !== agent || sequence[k | StepField.Move] !== move) {
          branch = branches[branch | BranchField.Next]!;
          continue;
        }
        if (sequence[k | SequenceField.Depth] > this.deepest) {
          this.deepest = sequence[k | SequenceField.Depth]!;
        }
        // The event that was met leaves the sequence; those before it move up.
        from += SequenceField.Size;
        for (let at = k + SequenceField.Size - 1; at >= from; at--) {
          sequence[at] = sequence[at - SequenceField.Size]!;
        }
        if (from === end) {
          if (this.choices) this.prune(branch);
          return -1;
        }
      } else if ((move & choiceBit) !== 0) return move;
      else this.passed++;
      // What follows a leaf is explored whole, so it includes the rest of the sequence.
      if (branches[branch | BranchField.FirstChild] === none) return -1;
      parent = branch;
      branch = branches[branch | BranchField.FirstChild]!;
    }
    this.addRest(d, parent, sequence, from, end);
    return -1;
  }

  /** Adds what is left of a sequence as a path under `parent`, or at depth `d` for none. */
  private addRest(d: number, parent: number, sequence: Int32Array, from: number, end: number) {
    let above = parent;
    for (let k = from; k < end; k += SequenceField.Size) {
      const move = sequence[k | StepField.Move];
      const agent = sequence[k | StepField.Agent];
      const code = sequence[k | StepField.Code];
      const depth = sequence[k | SequenceField.Depth];
      if (depth > this.deepest) this.deepest = depth;
      above =
        above === none ? this.add(d, move, agent, code) : this.addChild(above, move, agent, code);
    }
  }

  /**
   * Makes a branch a leaf. What it prescribed may be one alternative of a choice where all of them
   * are wanted.
   */
  private prune(branch: number): void {
    const { branches } = this;
    let child = branches[branch | BranchField.FirstChild];
    while (child !== none) {
      const next = branches[child | BranchField.Next];
      this.prune(child);
      branches[child | BranchField.Next] = this.free;
      this.free = child;
      child = next;
    }
    branches[branch | BranchField.FirstChild] = none;
    branches[branch | BranchField.LastChild] = none;
  }

  private addChild(parent: number, move: number, agent: number, code: number): number {
    const branch = this.make(move, agent, code);
    const { branches } = this;
    const last = branches[parent | BranchField.LastChild];
    branches[last === none ? parent + BranchField.FirstChild : last + BranchField.Next] = branch;
    branches[parent | BranchField.LastChild] = branch;
    return branch;
  }

  private make(move: number, agent: number, code: number): number {
    let branch = this.free;
    if (branch !== none) this.free = this.branches[branch | BranchField.Next]!;
    else {
      branch = this.end;
      this.end += BranchField.Size;
      if (this.end > this.branches.length) this.branches = enlarged(this.branches, this.end * 2);
    }
    const { branches } = this;
    branches[branch | StepField.Move] = move;
    branches[branch | StepField.Agent] = agent;
    branches[branch | StepField.Code] = code;
    if ((move & choiceBit) !== 0) this.choices = true;
    branches[branch | BranchField.Next] = none;
    branches[branch | BranchField.FirstChild] = none;
    branches[branch | BranchField.LastChild] = none;
    return branch;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.branches.byteLength;
  }
}
