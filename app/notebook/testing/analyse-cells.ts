/** Small notebooks for tests. */
import { type Analysis, analyseNotebook } from "../analysis/analyse.js";
import { parseNotebook } from "../parse-notebook.js";

/** The text of a notebook of cells by name, with a line of prose before each. */
export function textOf(cells: Readonly<Record<string, string>>): string {
  return Object.entries(cells)
    .map(([name, code]) => `prose\n\`\`\`ts #${name}\n${code}\n\`\`\`\n`)
    .join("");
}

/** Analyses a notebook of cells by name; a fence's options may follow the name. */
export function analyseCells(
  cells: Readonly<Record<string, string>>,
  previous?: Analysis,
): Analysis {
  return analyseNotebook(parseNotebook(textOf(cells), "n.heddle.md"), previous);
}

/** Index of the cell of that name. */
export function indexOf({ cells }: Analysis, name: string): number {
  return cells.findIndex(({ cell }) => cell.name === name);
}

/** Names of cells by their indexes. */
export function namesOf({ cells }: Analysis, indexes: Iterable<number>): string[] {
  return [...indexes].map((index) => cells[index].cell.name);
}
