/**
 * Turns races into sequences of events in which the second event comes first, and inserts them into
 * the wakeup tree of the depth of the first one.
 */
import { enlarged } from "../../automaton/pair-table.js";
import { EventField, choiceBit } from "./current-run.js";
import { Outcome, RaceField, type RaceList } from "./race-list.js";
import type { SearchParts } from "./search-parts.js";
import { SequenceField, StepField, firstMet } from "./step-field.js";

export class Reversals {
  /** The sequence being made, see `SequenceField`. */
  private sequence = new Int32Array(256 * SequenceField.Size);
  private readonly parts: SearchParts;
  private readonly list: RaceList;

  constructor(parts: SearchParts, list: RaceList) {
    this.parts = parts;
    this.list = list;
  }

  /** True when the outcome of the reversal of race `k` is the same with new events `from` on. */
  isStillSo(k: number, from: number): boolean {
    const { races } = this.list;
    const { run, sleep, codes } = this.parts;
    const q = races[(k << RaceField.Shift) | RaceField.AsleepBy];
    if (q === (Outcome.Open as number)) return false;
    if (races[(k << RaceField.Shift) | RaceField.RestsOn] >= 0) return true;
    const agent = sleep.step(q, StepField.Agent);
    const code = sleep.step(q, StepField.Code);
    const { events, depth } = run;
    for (let d = from; d < depth; d++) {
      const event = d << EventField.Shift;
      const met =
        events[event | EventField.Agent] === agent ||
        codes.conflict(events[event | EventField.Code], code);
      if (met && this.isKept(k, d)) return false;
    }
    return true;
  }

  /** True when the reversal of race `k` leaves event `d` in. */
  private isKept(k: number, d: number): boolean {
    const { list } = this;
    const { clocks } = this.parts;
    if (list.race(k, RaceField.Narrow) === 1) {
      return !clocks.isBefore(list.race(k, RaceField.First), d);
    }
    for (const event of list.leftOut(k)) if (clocks.isBefore(event, d)) return false;
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
    const { races } = list;
    const race = k << RaceField.Shift;
    const i = races[race | RaceField.First];
    const j = races[race | RaceField.Second];
    this.hold(run.depth - i + 1);
    const { sequence } = this;
    const upTo = this.gather(k, 0, i + 1, j);
    const second = j << EventField.Shift;
    sequence[upTo | StepField.Move] = run.events[second | EventField.Move]!;
    sequence[upTo | StepField.Agent] = run.events[second | EventField.Agent]!;
    sequence[upTo | StepField.Code] = races[race | RaceField.CodeAfter]!;
    sequence[upTo | SequenceField.Depth] = -1;
    const after = upTo + SequenceField.Size;
    // A branch that the sequence is independent of may be an alternative of a choice: to have all
    // of them, the sequence says which one it is about.
    let all = run.choices > 0 ? this.gather(k, after, j + 1, run.depth) : -1;
    let end = Math.max(after, all);
    const lastAsleep = sleep.end(i);
    for (let q = sleep.begin(i); q < lastAsleep; q++) {
      const move = sleep.step(q, StepField.Move);
      const agent = sleep.step(q, StepField.Agent);
      const code = sleep.step(q, StepField.Code);
      let m = firstMet(sequence, 0, after, agent, code, codes);
      if (m === after) {
        if (all < 0) all = this.gather(k, after, j + 1, run.depth);
        m = firstMet(sequence, after, all, agent, code, codes);
      }
      const independent = m > upTo && m === all;
      if (independent && (move & choiceBit) !== 0) return false;
      const isFirst =
        sequence[m | StepField.Agent] === agent && sequence[m | StepField.Move] === move;
      if (independent || isFirst) {
        const restsOn = independent ? -1 : sequence[m | SequenceField.Depth];
        list.settle(k, q, restsOn, m > upTo);
        return true;
      }
      if (m >= end) end = m + SequenceField.Size;
    }
    if (trees.insert(i, sequence, end, codes) >= 0) return false;
    // A branch that the sequence is only independent of may conflict with what comes instead.
    const passed = trees.passed > 0;
    const outcome = passed ? Outcome.Open : Outcome.InTree;
    list.settle(k, outcome, trees.deepest, passed || trees.deepest > j);
    return true;
  }

  /** Appends to the sequence at `at` what the reversal of race `k` keeps of some events. */
  private gather(k: number, at: number, from: number, to: number): number {
    const { list, sequence } = this;
    const { run, clocks } = this.parts;
    const { counts, shift } = clocks;
    const { events } = run;
    const narrow = list.race(k, RaceField.Narrow) === 1;
    const first = list.race(k, RaceField.First) << EventField.Shift;
    const agent = events[first | EventField.Agent];
    const index = events[first | EventField.Index];
    let m = at;
    for (let d = from; d < to; d++) {
      const known = counts[(d << shift) | agent];
      if (narrow ? known >= index : !this.isKept(k, d)) continue;
      const event = d << EventField.Shift;
      sequence[m | StepField.Move] = events[event | EventField.Move]!;
      sequence[m | StepField.Agent] = events[event | EventField.Agent]!;
      sequence[m | StepField.Code] = events[event | EventField.Code]!;
      sequence[m | SequenceField.Depth] = d;
      m += SequenceField.Size;
    }
    return m;
  }

  /**
   * Inserts the sequence of `length` events at depth `i`, unless it is redundant. Returns -1, or
   * without inserting anything an alternative of a choice that the sequence must be extended by.
   */
  insert(i: number, length: number): number {
    const { sequence } = this;
    const { codes, sleep, run, trees } = this.parts;
    const end = length << SequenceField.Shift;
    let undecided = -1;
    const to = sleep.end(i);
    for (let q = sleep.begin(i); q <= to; q++) {
      // The branch being explored will be asleep.
      const last = q === to;
      const move = last ? run.event(i, EventField.Move) : sleep.step(q, StepField.Move);
      const agent = last ? run.event(i, EventField.Agent) : sleep.step(q, StepField.Agent);
      const code = last ? run.event(i, EventField.Code) : sleep.step(q, StepField.Code);
      const m = firstMet(sequence, 0, end, agent, code, codes);
      if (m === end && (move & choiceBit) !== 0) undecided = move;
      else if (m === end) return -1;
      else if (sequence[m | StepField.Agent] === agent && sequence[m | StepField.Move] === move) {
        return -1;
      }
    }
    if (undecided >= 0) return undecided;
    return trees.insert(i, sequence, end, codes);
  }

  /** Makes room for a sequence of so many events. */
  hold(length: number): void {
    const size = length << SequenceField.Shift;
    if (size > this.sequence.length) this.sequence = enlarged(this.sequence, size * 2);
  }

  /** Puts event `m` of the sequence. */
  put(m: number, move: number, agent: number, code: number): void {
    const at = m << SequenceField.Shift;
    this.sequence[at | StepField.Move] = move;
    this.sequence[at | StepField.Agent] = agent;
    this.sequence[at | StepField.Code] = code;
    this.sequence[at | SequenceField.Depth] = -1;
  }
}
