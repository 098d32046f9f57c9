/**
 * What the runs of a search amount to: how each ended, which properties it violated or witnessed,
 * and a first schedule for each.
 */
import { Shape } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import type { Machine } from "../../memory/machine.js";
import type { Clocks } from "./clocks.js";
import type { CurrentRun } from "./current-run.js";
import type { Stepper } from "./stepper.js";
import type { PropertyOracle } from "./watched-properties.js";

/**
 * How a run ended: all threads returned; some wait for ever; a thread stopped at a failed
 * assertion or threw; an assumption failed, so that the run does not count.
 */
export type RunEnd = "complete" | "deadlocked" | "failed" | "assumed";

/** What was found about one property. */
export interface TraceFinding {
  /** Runs that violate (or witness) it. */
  count: number;
  /** Moves of the first run that does, up to where it does; null for none. */
  schedule: Int32Array | null;
}

const never = 0x7fffffff;

export class RunJudge {
  /** Number of runs by how they ended. */
  complete = 0;
  deadlocked = 0;
  failed = 0;
  assumed = 0;
  /** For each property of the scenario; `eventually` is not judged here. */
  readonly properties: readonly TraceFinding[];
  readonly deadlock: TraceFinding = { count: 0, schedule: null };
  readonly assert: TraceFinding = { count: 0, schedule: null };
  readonly error: TraceFinding = { count: 0, schedule: null };

  /** Whether some thread waited at the end of the run judged last. */
  someWait = false;

  /** Set by the search. */
  clocks!: Clocks;
  stepper!: Stepper;

  private readonly machine: Machine;
  private readonly run: CurrentRun;
  private readonly oracle: PropertyOracle;
  private readonly atEnd: readonly number[];
  /** Length of the run when a property was first violated (or witnessed), or `never`. */
  private readonly since: Int32Array;
  /** The same while some assumption has failed: whether it counts is seen at the end of the run. */
  private doubtful = new Int32Array(32);
  private doubts = 0;

  constructor(machine: Machine, run: CurrentRun, oracle: PropertyOracle) {
    const { properties } = machine.built;
    this.machine = machine;
    this.run = run;
    this.oracle = oracle;
    this.properties = properties.map(() => ({ count: 0, schedule: null }));
    this.atEnd = properties.flatMap(({ kind }, index) => (kind === "atEnd" ? [index] : []));
    this.since = new Int32Array(properties.length).fill(never);
  }

  /** Notes that a property is violated (or witnessed) in the machine's state. */
  note = (property: number): void => {
    if (this.since[property] !== never) return;
    if (!this.isAnyAssumed()) {
      this.since[property] = this.run.depth;
      return;
    }
    if (this.doubts + 2 > this.doubtful.length) {
      this.doubtful = enlarged(this.doubtful, this.doubts * 2);
    }
    this.doubtful[this.doubts++] = property;
    this.doubtful[this.doubts++] = this.run.depth;
  };

  /** Events from depth `d` on are no more. */
  forget(d: number): void {
    const { since } = this;
    for (let p = 0; p < since.length; p++) if (since[p] !== never && since[p] > d) since[p] = never;
    while (this.doubts > 0 && this.doubtful[this.doubts - 1] > d) this.doubts -= 2;
  }

  /** Judges the run, which has ended and whose events all have clocks. */
  end(): RunEnd {
    const { machine } = this;
    const { shape } = machine.program;
    let met = 0;
    for (let lane = 0; lane < machine.lanes; lane++) met |= 1 << shape[machine.node(lane)];
    const waits = met >> Shape.Single !== 0;
    const fails = (met & (1 << Shape.Failed)) !== 0;
    const assumed = (met & (1 << Shape.Assumed)) !== 0;
    this.someWait = waits;
    if (this.doubts > 0) this.resolveDoubts();
    if (this.since.length > 0) this.judgeStates(!assumed);
    if (fails) this.judgeFailures(!assumed);
    if (assumed) {
      this.assumed++;
      return "assumed";
    }
    if (fails) {
      this.failed++;
      return "failed";
    }
    if (waits) {
      this.deadlocked++;
      this.found(this.deadlock, true, null);
      return "deadlocked";
    }
    this.complete++;
    for (const p of this.atEnd) {
      if (!this.oracle.evaluate(p)) this.found(this.properties[p], true, null);
    }
    return "complete";
  }

  private resolveDoubts(): void {
    for (let i = 0; i < this.doubts; i += 2) {
      const p = this.doubtful[i];
      const length = this.doubtful[i + 1];
      if (this.isConsidered(length - 1)) this.since[p] = Math.min(this.since[p], length);
    }
  }

  private judgeStates(counts: boolean): void {
    const { since } = this;
    for (let p = 0; p < since.length; p++) {
      if (since[p] !== never) this.found(this.properties[p], counts, since[p] - 1);
    }
  }

  /** Assertions that failed and errors that were thrown, each kind once for the run. */
  private judgeFailures(counts: boolean): void {
    const { machine, run } = this;
    const { program } = machine;
    const judged = new Set<TraceFinding>();
    for (let lane = 0; lane < machine.lanes; lane++) {
      const node = machine.node(lane);
      if (program.shape[node] !== Shape.Failed) continue;
      const event = run.last[run.threadAgent(lane)];
      if (!this.isConsidered(event)) continue;
      const spec = program.operations[node]!.spec;
      const finding = spec.type === "stop" && spec.reason === "assert" ? this.assert : this.error;
      if (judged.has(finding)) continue;
      judged.add(finding);
      this.found(finding, counts, event);
    }
  }

  private isAnyAssumed(): boolean {
    const { machine } = this;
    const { shape } = machine.program;
    for (let lane = 0; lane < machine.lanes; lane++) {
      if (shape[machine.node(lane)] === Shape.Assumed) return true;
    }
    return false;
  }

  /**
   * True when no failed assumption happens before an event: a run exists that ends with it. Event -1
   * is the initial state.
   */
  private isConsidered(event: number): boolean {
    const { machine, run, clocks } = this;
    const { shape } = machine.program;
    for (let lane = 0; lane < machine.lanes; lane++) {
      if (shape[machine.node(lane)] !== Shape.Assumed) continue;
      const stop = run.last[run.threadAgent(lane)];
      if (stop < 0 || (event >= 0 && clocks.isBefore(stop, event))) return false;
    }
    return true;
  }

  /** Counts a finding; keeps its schedule if it is the first: the causes of `event`, or the run. */
  private found(finding: TraceFinding, counts: boolean, event: number | null): void {
    if (counts) finding.count++;
    finding.schedule ??= this.schedule(event);
  }

  /** Moves of the run; given an event (-1: none), only of what happens before it and itself. */
  private schedule(event: number | null): Int32Array {
    const { run, clocks } = this;
    const events: number[] = [];
    const end = event === null ? run.depth : event + 1;
    for (let d = 0; d < end; d++) {
      if (event === null || clocks.isBefore(d, event)) events.push(d);
    }
    return this.stepper.schedule(events);
  }
}
