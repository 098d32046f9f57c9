import { blankSourceFile } from "ts-blank-space";
import type { AnalysedCell } from "./analysis/analyse.js";
import { placeOf } from "./analysis/parse-cell.js";
import { type Problem, NotebookError, moveDown } from "./place.js";

/**
 * A cell's code as JavaScript of the same length: types and imports are spaces, every other
 * character stands where it stood.
 *
 * @throws NotebookError when the cell has problems, or syntax that cannot be erased in place
 */
export function eraseTypes({ cell, facts, problems: known }: AnalysedCell): string {
  if (known.length > 0) throw new NotebookError(known);
  const { tree, imports } = facts;
  const problems: Problem[] = [];
  let code = blankSourceFile(tree, (node) => {
    const problem = {
      place: placeOf(node),
      message: "this TypeScript syntax cannot be erased in place",
      hint: "Write it with plain JavaScript and type annotations.",
    };
    problems.push(moveDown(problem, cell.firstLine - 1));
  });
  if (problems.length > 0) throw new NotebookError(problems);
  for (const [start, end] of imports.ranges) {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, " ") + code.slice(end);
  }
  return code;
}
