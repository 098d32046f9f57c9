import { locate } from "./locate.js";
import type { Notebook } from "./notebook.js";
import type { Problem } from "./place.js";

/**
 * A problem as the command line prints it: `FILE:LINE:COLUMN: cell NAME, line L, column C: MESSAGE`
 * and the hint on a line of its own. The first position is the file's, the second the cell's.
 *
 * @param notebook null when the file could not even be split into cells
 */
export function formatProblem(path: string, notebook: Notebook | null, problem: Problem): string {
  let text = path;
  if (problem.place !== null) {
    text += `:${problem.place.line}:${problem.place.column}`;
    const inCell = notebook === null ? null : locate(notebook, problem.place);
    if (inCell !== null) {
      text += `: cell ${inCell.cell}, line ${inCell.line}, column ${inCell.column}`;
    }
  }
  text += `: ${problem.message}`;
  return problem.hint === "" ? text : `${text}\n  ${problem.hint}`;
}
