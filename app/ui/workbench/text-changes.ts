/** What is different between two texts, line by line. */
import { structuredPatch } from "diff";

/** A line of a comparison. */
export interface ChangedLine {
  readonly kind: "same" | "mine" | "theirs";
  /** Line number in my text, from 1; null for a line that is not in it. */
  readonly mine: number | null;
  readonly theirs: number | null;
  readonly text: string;
}

/** Milliseconds after which two texts count as too different to compare. */
const longest = 2000;

/**
 * The lines that differ, in runs with three lines around each; none for equal texts, null when
 * comparing them takes too long.
 */
export function changesBetween(mine: string, theirs: string): ChangedLine[][] | null {
  const patch = structuredPatch("mine", "theirs", mine, theirs, undefined, undefined, {
    context: 3,
    timeout: longest,
  });
  if (patch === undefined) return null;
  return patch.hunks.map(({ oldStart, newStart, lines }) => {
    let [left, right] = [oldStart, newStart];
    return lines
      .filter((line) => !line.startsWith("\\"))
      .map((line): ChangedLine => {
        const text = line.slice(1);
        if (line.startsWith("-")) return { kind: "mine", mine: left++, theirs: null, text };
        if (line.startsWith("+")) return { kind: "theirs", mine: null, theirs: right++, text };
        return { kind: "same", mine: left++, theirs: right++, text };
      });
  });
}
