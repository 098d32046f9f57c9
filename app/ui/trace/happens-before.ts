/**
 * Happens-before in one trace: which steps had to come before which, given the values that were
 * read. Vector clocks in the manner of Mattern ("Virtual Time and Global States", 1989), one
 * component for each thread and one for each store buffer.
 */
import type { Trace } from "../../../engine/trace/trace.js";
import { flushedStores } from "./store-buffers.js";

/** Two steps of different threads on a common location, at least one of which writes it. */
export interface Conflict {
  /** The earlier step. */
  readonly from: number;
  /** The later one. */
  readonly to: number;
  /** Locations in common. */
  readonly locations: readonly string[];
  /** Whether nothing else orders the two: the order is this conflict's own. */
  readonly direct: boolean;
}

/** How another step stands to a given one. */
export type Relation = "before" | "after" | "concurrent" | "same";

/** The accesses of one location that a further access may conflict with. */
interface Latest {
  write: number | null;
  /** Latest read since that write, by component. */
  readonly reads: Map<number, number>;
}

/** Happens-before of one trace. */
export class HappensBefore {
  private readonly trace: Trace;
  /** Conflicts by step, each listed for both of its steps, in order of time. */
  private readonly byStep: Conflict[][];
  /** What each step knows: per component, how many of its steps come before or are the step. */
  private readonly clocks: Int32Array[] = [];
  private readonly latest = new Map<string, Latest>();

  constructor(trace: Trace) {
    this.trace = trace;
    this.byStep = trace.steps.map(() => []);
    const stores = flushedStores(trace);
    const lastOf = new Map<number, number>();
    for (const step of trace.steps.keys()) {
      const component = this.componentOf(step);
      const clock = new Int32Array(2 * trace.threads.length);
      this.clocks.push(clock);
      join(clock, this.clocks[lastOf.get(component) ?? step]);
      join(clock, this.clocks[stores.get(step) ?? step]);
      this.meetConflicts(step, clock);
      clock[component]++;
      lastOf.set(component, step);
      this.remember(step, component);
    }
  }

  /** A thread, or its store buffer, which is on its own between a store and its flush. */
  private componentOf(step: number): number {
    const { kind, thread } = this.trace.steps[step];
    return kind === "flush" ? this.trace.threads.length + thread : thread;
  }

  private meetConflicts(step: number, clock: Int32Array): void {
    const { steps } = this.trace;
    const { touched, written } = steps[step];
    const met = new Map<number, string[]>();
    const meet = (other: number, location: string): void => {
      const locations = met.get(other) ?? [];
      if (!locations.includes(location)) met.set(other, [...locations, location]);
    };
    for (const location of touched) {
      const write = this.latest.get(location)?.write ?? null;
      if (write !== null) meet(write, location);
    }
    for (const location of written) {
      for (const read of this.latest.get(location)?.reads.values() ?? []) meet(read, location);
    }
    // From the latest on: a conflict that a later one already implies is not direct.
    for (const [from, locations] of [...met].sort(([a], [b]) => b - a)) {
      const component = this.componentOf(from);
      const direct = clock[component] < this.clocks[from][component];
      join(clock, this.clocks[from]);
      if (steps[from].thread === steps[step].thread) continue;
      const conflict = { from, to: step, locations, direct };
      this.byStep[from].push(conflict);
      this.byStep[step].unshift(conflict);
    }
  }

  private remember(step: number, component: number): void {
    const { touched, written } = this.trace.steps[step];
    for (const location of touched) {
      if (written.includes(location)) continue;
      const latest = this.latest.get(location) ?? { write: null, reads: new Map() };
      latest.reads.set(component, step);
      this.latest.set(location, latest);
    }
    for (const location of written) this.latest.set(location, { write: step, reads: new Map() });
  }

  /**
   * The conflicts of a step with the latest accesses of other threads before it and the next ones
   * after it, in order of time.
   */
  conflictsOf(step: number): readonly Conflict[] {
    return this.byStep[step] ?? [];
  }

  /** How `other` stands to `step`. */
  relation(step: number, other: number): Relation {
    if (step === other) return "same";
    if (this.isBefore(other, step)) return "before";
    return this.isBefore(step, other) ? "after" : "concurrent";
  }

  private isBefore(a: number, b: number): boolean {
    const component = this.componentOf(a);
    return this.clocks[b][component] >= this.clocks[a][component];
  }
}

function join(clock: Int32Array, other: Int32Array): void {
  for (let i = 0; i < clock.length; i++) clock[i] = Math.max(clock[i], other[i]);
}
