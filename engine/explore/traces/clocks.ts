/**
 * Vector clocks of the current run's events: event `i` happens before event `k` when the clock of
 * `k` counts, for the agent of `i`, at least as many events as `i` is from the start of its agent.
 */
import { enlarged } from "../../automaton/pair-table.js";
import { type CurrentRun, EventField } from "./current-run.js";

export class Clocks {
  private readonly run: CurrentRun;
  /** Events of agent `a` that event `d` knows of: `counts[d * stride + a]`. */
  counts = new Int32Array(1024);
  /** Agents that a clock has room for. */
  stride = 4;
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
    if (agents > this.stride) {
      const stride = (agents + 3) & ~3;
      const wider = new Int32Array(Math.max(events, this.run.depth) * 2 * stride);
      const rows = Math.floor(this.counts.length / this.stride);
      for (let d = 0; d < rows && (d + 1) * stride <= wider.length; d++) {
        for (let a = 0; a < this.stride; a++) {
          wider[d * stride + a] = this.counts[d * this.stride + a]!;
        }
      }
      this.counts = wider;
      this.stride = stride;
      this.scratch = new Int32Array(stride);
    }
    if (events * this.stride > this.counts.length) {
      this.counts = enlarged(this.counts, events * this.stride * 2);
    }
  }

  /** Makes room for the clock of event `d`. */
  holdEvent(d: number): void {
    const end = (d + 1) * this.stride;
    if (end > this.counts.length) this.counts = enlarged(this.counts, end * 2);
  }

  /** Events that an event follows for other reasons than conflicts. */
  predecessors: ((d: number, found: (event: number) => void) => void) | null = null;

  /** Starts the clock of event `d` with what its agent knew before. */
  begin(d: number): void {
    const { counts, stride } = this;
    const { events } = this.run;
    const event = d * EventField.Size;
    const previous = events[event + EventField.Previous];
    const at = d * stride;
    if (previous < 0) counts.fill(0, at, at + stride);
    else {
      const from = previous * stride;
      for (let a = 0; a < stride; a++) counts[at + a] = counts[from + a]!;
    }
    counts[at + events[event + EventField.Agent]] = events[event + EventField.Index]!;
    const after = events[event + EventField.After];
    if (after >= 0) this.join(d, after);
    if (this.predecessors !== null) this.joinAll(d, this.predecessors);
  }

  /** A function of its own: a closure in `begin` would cost it an allocation each time. */
  private joinAll(d: number, predecessors: NonNullable<Clocks["predecessors"]>): void {
    predecessors(d, (event) => this.join(d, event));
  }

  /** Orders event `d` after event `event`. */
  join(d: number, event: number): void {
    const { counts, stride } = this;
    const at = d * stride;
    const from = event * stride;
    // The greater one without a branch, which could not be predicted.
    for (let a = 0; a < stride; a++) {
      const own = counts[at + a];
      const more = counts[from + a] - own;
      counts[at + a] = own + (more & ~(more >> 31));
    }
  }

  /** True when event `i` is event `k` or happens before it. */
  isBefore(i: number, k: number): boolean {
    const { run } = this;
    return (
      this.counts[k * this.stride + run.event(i, EventField.Agent)] >=
      run.event(i, EventField.Index)
    );
  }

  /** Sets the scratch clock to that of event `d`, or to nothing for -1. */
  beginScratch(d: number): void {
    const { counts, stride, scratch } = this;
    if (d < 0) scratch.fill(0);
    else for (let a = 0; a < stride; a++) scratch[a] = counts[d * stride + a]!;
  }

  /** Adds the past of an event to the scratch clock. */
  joinScratch(event: number): void {
    const { counts, stride, scratch } = this;
    for (let a = 0; a < stride; a++) {
      const other = counts[event * stride + a];
      if (other > scratch[a]) scratch[a] = other;
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
