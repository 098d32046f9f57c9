import type { DecidingPair } from "../../../engine/trace/deciding-pairs.js";
import type { Trace } from "../../../engine/trace/trace.js";

/** A deciding pair in words. */
export interface DecidingText {
  /** `8 before 9: fails`. */
  readonly fails: string;
  /** `9 before 8: holds`. */
  readonly holds: string;
  /** Both steps, each with its thread. */
  readonly steps: readonly [string, string];
}

/**
 * Says which order of two steps decides. The second may be a step that a blocked thread wants to
 * make, which has no number.
 */
export function decidingText(
  { steps, threads, waiting }: Trace,
  { first, second }: DecidingPair,
): DecidingText {
  const describe = (index: number): { readonly name: string; readonly text: string } => {
    const made = steps.at(index);
    if (index < steps.length && made !== undefined) {
      const number = String(index + 1);
      return { name: number, text: `${number} ${threads[made.thread]}: ${made.label}` };
    }
    const { thread, label } = waiting[index - steps.length];
    return { name: label, text: `${threads[thread]}: ${label} (waits)` };
  };
  const [a, b] = [describe(first), describe(second)];
  return {
    fails: `${a.name} before ${b.name}: fails`,
    holds: `${b.name} before ${a.name}: holds`,
    steps: [a.text, b.text],
  };
}
