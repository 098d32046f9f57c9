/**
 * The state after any step of a trace. A trace carries only its final state and what each step
 * changed; the rest follows from these, so stepping back and forth costs next to nothing.
 */
import type { Change, StateEntry, Trace } from "../../../engine/trace/trace.js";

/** The step index that stands for the initial state, before the first step. */
export const START = -1;

/** The values of one location over time. */
interface History {
  /** Steps that changed it, ascending. */
  readonly steps: number[];
  /** Its value after each of these steps; `values[0]` is the initial one, so one longer. */
  readonly values: string[];
}

/** All values of all locations of a trace, at every step. */
export class Timeline {
  /** Names of all locations in order of declaration. */
  readonly locations: readonly string[];
  private readonly histories = new Map<string, History>();
  private readonly trace: Trace;

  constructor(trace: Trace) {
    this.trace = trace;
    this.locations = trace.final.map(({ location }) => location);
    for (const [index, { changes }] of trace.steps.entries()) {
      for (const change of changes) this.note(index, change);
    }
    for (const { location, value } of trace.final) {
      if (!this.histories.has(location))
        this.histories.set(location, { steps: [], values: [value] });
    }
  }

  private note(step: number, { location, before, after }: Change): void {
    let history = this.histories.get(location);
    if (history === undefined) {
      history = { steps: [], values: [before] };
      this.histories.set(location, history);
    }
    history.steps.push(step);
    history.values.push(after);
  }

  /** Whether there is a location of that name. */
  has(location: string): boolean {
    return this.histories.has(location);
  }

  /** Every value that a location has had, the initial one first; none when there is no such location. */
  valuesOf(location: string): readonly string[] {
    return this.histories.get(location)?.values ?? [];
  }

  /** A location's value after a step (`START`: initially); null when there is no such location. */
  valueAt(location: string, step: number): string | null {
    const history = this.histories.get(location);
    if (history === undefined) return null;
    let low = 0;
    let high = history.steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (history.steps[middle] <= step) low = middle + 1;
      else high = middle;
    }
    return history.values[low];
  }

  /** The whole state after a step, in order of declaration. */
  stateAt(step: number): StateEntry[] {
    return this.locations.map((location) => ({
      location,
      value: this.valueAt(location, step) ?? "",
    }));
  }

  /** What a step changed, by location; nothing for `START`. */
  changesAt(step: number): ReadonlyMap<string, Change> {
    const changes = this.trace.steps.at(Math.max(step, 0))?.changes ?? [];
    return new Map(step === START ? [] : changes.map((change) => [change.location, change]));
  }
}
