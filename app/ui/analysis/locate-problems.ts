import type { Fix, Problem } from "../../notebook/place.js";

/** A problem where it stands in its cell. */
export interface LocatedProblem {
  readonly message: string;
  readonly hint: string;
  /** From 1, in the cell; null for the cell as a whole. */
  readonly place: { readonly line: number; readonly column: number } | null;
  readonly fixes: readonly Fix[];
}

/**
 * Problems of a cell at places of the file, moved to places of the cell.
 *
 * @param firstLine file line of the cell's first line of code
 */
export function locateProblems(
  problems: readonly Problem[],
  firstLine: number,
): readonly LocatedProblem[] {
  return problems.map(({ message, hint, place, fixes = [] }) => ({
    message,
    hint,
    place: place === null ? null : { line: place.line - firstLine + 1, column: place.column },
    fixes,
  }));
}
