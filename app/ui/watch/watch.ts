/** A watch: an expression that is shown at every step. */
import { recordNames } from "../trace/slots.js";
import type { Timeline } from "../trace/timeline.js";
import { evaluateWatch } from "./evaluate.js";
import { type Expression, WatchError } from "./expression.js";
import { parseWatch } from "./parse.js";
import { showWatchValue } from "./value.js";

/** What a watch shows: a value, or why there is none. */
export type Shown =
  | { readonly text: string; readonly problem: null }
  | { readonly text: null; readonly problem: string };

/** One watch expression over a trace. */
export class Watch {
  /** As the user wrote it. */
  readonly source: string;
  /** What is wrong with the expression itself; null when it is one. */
  readonly problem: string | null;
  private readonly expression: Expression | null;
  private readonly timeline: Timeline;
  private readonly records: ReadonlySet<string>;
  private readonly cache = new Map<number, Shown>();

  constructor(source: string, timeline: Timeline) {
    this.source = source;
    this.timeline = timeline;
    this.records = recordNames(timeline.stateAt(-1));
    const parsed = attempt(() => parseWatch(source));
    this.expression = parsed.value;
    this.problem = parsed.problem;
  }

  /** The value after a step (`START`: initially). */
  at(step: number): Shown {
    const known = this.cache.get(step);
    if (known !== undefined) return known;
    const shown = this.evaluate(step);
    this.cache.set(step, shown);
    return shown;
  }

  /** Whether the value after a step differs from the one before it. */
  changesAt(step: number): boolean {
    return step >= 0 && this.at(step).text !== this.at(step - 1).text;
  }

  private evaluate(step: number): Shown {
    const { expression, timeline, records } = this;
    if (expression === null) return { text: null, problem: this.problem ?? "" };
    const { value, problem } = attempt(() =>
      showWatchValue(
        evaluateWatch(expression, {
          locations: timeline.locations,
          records,
          read: (location) => timeline.valueAt(location, step),
        }),
      ),
    );
    return value === null ? { text: null, problem: problem ?? "" } : { text: value, problem: null };
  }
}

function attempt<T>(work: () => T): { value: T | null; problem: string | null } {
  try {
    return { value: work(), problem: null };
  } catch (error) {
    if (!(error instanceof WatchError)) throw error;
    const { message, column } = error;
    return { value: null, problem: column === null ? message : `column ${column}: ${message}` };
  }
}
