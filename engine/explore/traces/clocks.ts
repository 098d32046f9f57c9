/**
 * Vector clocks of the current run's events: event `i` happens before event `k` when the clock of
 * `k` counts, for the agent of `i`, at least as many events as `i` is from the start of its agent.
 */
import { enlarged } from "../../automaton/pair-table.js";
import { type CurrentRun, EventField } from "./current-run.js";

export class Clocks {
  private readonly run: CurrentRun;
  /** Events of agent `a` that event `d` knows of: `counts[(d << shift) | a]`. */
  counts = new Int32Array(1024);
  /** A clock has room for `1 << shift` agents, which is four at least. */
  shift = 2;
  private scratch = new Int32Array(4);

  constructor(run: CurrentRun) {
    this.run = run;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.counts.byteLength;
  }

  /** Makes room for a number of events and agents; keeps the clocks there are. */
  hold(events: number, agents: number): void {
    if (agents > 1 << this.shift) this.widen(events, agents);
    if (events << this.shift > this.counts.length) {
      this.counts = enlarged(this.counts, events << (this.shift + 1));
    }
  }

  private widen(events: number, agents: number): void {
    const before = 1 << this.shift;
    while (agents > 1 << this.shift) this.shift++;
    const { depth } = this.run;
    const wider = new Int32Array(Math.max(events, depth) << (this.shift + 1));
    const rows = Math.min(depth, this.counts.length / before);
    for (let d = 0; d < rows; d++) {
      wider.set(this.counts.subarray(d * before, (d + 1) * before), d << this.shift);
    }
    this.counts = wider;
    this.scratch = new Int32Array(1 << this.shift);
  }

  /** Makes room for the clock of event `d`. */
  holdEvent(d: number): void {
    const end = (d + 1) << this.shift;
    if (end > this.counts.length) this.counts = enlarged(this.counts, end * 2);
  }

  /** Events that an event follows for other reasons than conflicts. */
  predecessors: ((d: number, found: (event: number) => void) => void) | null = null;

  /** Starts the clock of event `d` with what its agent knew before. */
  begin(d: number): void {
    const { events } = this.run;
    const event = d << EventField.Shift;
    this.inherit(d, events[event | EventField.Previous]);
    const own = (d << this.shift) | events[event | EventField.Agent];
    this.counts[own] = events[event | EventField.Index]!;
    if (events[event | EventField.Mark] >= 0) {
      const after = events[event | EventField.After];
      if (after >= 0) this.join(d, after);
    }
    if (this.predecessors !== null) this.joinAll(d, this.predecessors);
  }

  /** A function of its own: a closure in `begin` would cost it an allocation each time. */
  private joinAll(d: number, predecessors: NonNullable<Clocks["predecessors"]>): void {
    predecessors(d, (event) => this.join(d, event));
  }

  /** Gives event `d` the clock of an event, that of none for -1. */
  inherit(d: number, event: number): void {
    const { counts, shift } = this;
    const end = (d + 1) << shift;
    let at = d << shift;
    if (event < 0) {
      for (; at < end; at++) counts[at] = 0;
      return;
    }
    for (let from = event << shift; at < end; at += 4, from += 4) {
      counts[at] = counts[from]!;
      counts[at | 1] = counts[from | 1]!;
      counts[at | 2] = counts[from | 2]!;
      counts[at | 3] = counts[from | 3]!;
    }
  }

  /** Orders event `d` after event `event`. */
  join(d: number, event: number): void {
    const { counts, shift } = this;
    const end = (d + 1) << shift;
    let at = d << shift;
    for (let from = event << shift; at < end; at += 4, from += 4) {
      counts[at] = greater(counts[at], counts[from]);
      counts[at | 1] = greater(counts[at | 1], counts[from | 1]);
      counts[at | 2] = greater(counts[at | 2], counts[from | 2]);
      counts[at | 3] = greater(counts[at | 3], counts[from | 3]);
    }
  }

  /** True when event `i` is event `k` or happens before it. */
  isBefore(i: number, k: number): boolean {
    const { run } = this;
    return (
      this.counts[(k << this.shift) | run.event(i, EventField.Agent)] >=
      run.event(i, EventField.Index)
    );
  }

  /** Sets the scratch clock to that of event `d`, or to nothing for -1. */
  beginScratch(d: number): void {
    const { counts, shift, scratch } = this;
    if (d < 0) scratch.fill(0);
    else scratch.set(counts.subarray(d << shift, (d + 1) << shift));
  }

  /** Adds the past of an event to the scratch clock. */
  joinScratch(event: number): void {
    const { counts, shift, scratch } = this;
    for (let a = 0; a < scratch.length; a++) {
      scratch[a] = greater(scratch[a], counts[(event << shift) | a]);
    }
  }

  /** True when an event is in the past that the scratch clock describes. */
  inScratch(event: number): boolean {
    return (
      this.scratch[this.run.event(event, EventField.Agent)] >=
      this.run.event(event, EventField.Index)
    );
  }
}

/** The greater one of two counts, without a branch: it could not be predicted. */
function greater(a: number, b: number): number {
  const more = b - a;
  return a + (more & ~(more >> 31));
}
