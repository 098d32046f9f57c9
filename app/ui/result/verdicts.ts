/** Verdicts in the words and tones of the workbench. */
import type { CheckResult, PropertyResult, Verdict } from "../../../engine/check/result.js";

/** What a verdict is drawn as; `stale` is a result whose source has changed since. */
export type Tone = "holds" | "violated" | "undecided" | "stale";

/**
 * What the state of a cell is drawn as: a verdict, `expected` for violations that are, or what keeps
 * it from having one.
 */
export type StatusTone = Tone | "expected" | "queued" | "running" | "interrupted" | "failed";

/** The tone of each verdict. */
export const TONES: Readonly<Record<Verdict, Tone>> = {
  holds: "holds",
  violated: "violated",
  reachable: "holds",
  unreachable: "violated",
  undecided: "undecided",
};

/** From the verdict that most wants to be seen to the one that least does. */
const URGENCY: readonly Verdict[] = ["violated", "unreachable", "undecided", "holds", "reachable"];

/**
 * The one verdict that stands for a whole check: the worst, and of equals one that is not as
 * expected; null for a check without properties.
 */
export function headline({ properties }: CheckResult): PropertyResult | null {
  const rank = ({ verdict, asExpected }: PropertyResult): number =>
    2 * URGENCY.indexOf(verdict) + (asExpected ? 1 : 0);
  return properties.reduce<PropertyResult | null>(
    (best, each) => (best === null || rank(each) < rank(best) ? each : best),
    null,
  );
}
