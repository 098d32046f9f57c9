/** How often each outcome occurs, as bars. */
import type { CheckResult } from "../../../engine/check/result.js";
import { digits, percent } from "../format/digits.js";

/** One bar. */
export interface Bar {
  /** The outcome: `r0=0 r1=1`. */
  readonly text: string;
  /** Its count with groups of digits; empty when not counted. */
  readonly count: string;
  /** Its share of all; empty when not counted. */
  readonly share: string;
  /** Length relative to the longest bar, 0 to 1. */
  readonly length: number;
}

/** The bars of a check's outcomes and what they count. */
export interface Histogram {
  readonly bars: readonly Bar[];
  /** `interleavings`, `Mazurkiewicz traces`, `final states`; null when nothing was counted. */
  readonly unit: string | null;
}

/**
 * The histogram of a check in the order of its outcomes; null when there is nothing to tell apart,
 * because threads return nothing.
 */
export function histogramOf({ outcomes, engine }: CheckResult): Histogram | null {
  if (outcomes.every(({ text }) => text === "")) return null;
  const counts = complete(outcomes.map(({ count }) => count));
  const states = complete(outcomes.map((outcome) => outcome.states));
  const figures = counts ?? states;
  if (figures === null) {
    const bars = outcomes.map(({ text }) => ({ text, count: "", share: "", length: 0 }));
    return { bars, unit: null };
  }
  const total = figures.reduce((sum, figure) => sum + figure, 0n);
  const most = figures.reduce((max, figure) => (figure > max ? figure : max), 0n);
  const noun = engine === "traces" ? "Mazurkiewicz traces" : "interleavings";
  return {
    unit: counts === null ? "final states" : noun,
    bars: outcomes.map(({ text }, index) => ({
      text,
      count: digits(figures[index]),
      share: percent(figures[index], total),
      length: most === 0n ? 0 : Number((figures[index] * 10_000n) / most) / 10_000,
    })),
  };
}

function complete(figures: readonly (number | bigint | null)[]): bigint[] | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length === figures.length ? known.map(BigInt) : null;
}
