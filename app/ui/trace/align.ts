/** Two interleavings side by side, aligned by what happens rather than by when. */
import { diffArrays } from "diff";
import type { Trace, TraceStep } from "../../../engine/trace/trace.js";

/** An interleaving to be compared. */
export interface Compared {
  /** What it is: `race: lost update: nothing is lost`. */
  readonly title: string;
  readonly trace: Trace;
}

/** One row: the same event in both, or an event of only one of them. */
export interface AlignedRow {
  /** Index of the step in the left trace; null where it has none. */
  readonly left: number | null;
  readonly right: number | null;
}

/** Two aligned traces. */
export interface Alignment {
  readonly rows: readonly AlignedRow[];
  /** Index of the first row that is not in both; null when the two are equal. */
  readonly firstDifference: number | null;
  /** Rows in both. */
  readonly common: number;
}

/**
 * Aligns two traces by their longest common subsequence of events. Events are equal when the same
 * thread (by name) does the same with the same result in the same calls.
 */
export function alignTraces(left: Trace, right: Trace): Alignment {
  const rows: AlignedRow[] = [];
  let l = 0;
  let r = 0;
  let common = 0;
  for (const part of diffArrays(left.steps.map(keyIn(left)), right.steps.map(keyIn(right)))) {
    for (let i = 0; i < part.value.length; i++) {
      if (part.removed) rows.push({ left: l++, right: null });
      else if (part.added) rows.push({ left: null, right: r++ });
      else {
        rows.push({ left: l++, right: r++ });
        common++;
      }
    }
  }
  const first = rows.findIndex((row) => row.left === null || row.right === null);
  return { rows, firstDifference: first < 0 ? null : first, common };
}

/** The first row of every stretch of rows that are not in both. */
export function differences({ rows }: Alignment): number[] {
  const alone = (row: AlignedRow | undefined): boolean =>
    row !== undefined && (row.left === null || row.right === null);
  return rows.flatMap((row, index) => (alone(row) && !alone(rows[index - 1]) ? [index] : []));
}

function keyIn({ threads }: Trace): (step: TraceStep) => string {
  return ({ thread, kind, frames, label, result }) =>
    JSON.stringify([threads[thread], kind, frames.map((frame) => frame.label), label, result]);
}
