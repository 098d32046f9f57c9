import type { Cell, Notebook } from "./notebook.js";
import type { Place } from "./place.js";

/** A place said in terms of a cell; `line` counts from the cell's first line of code. */
export interface CellPlace {
  readonly cell: string;
  readonly line: number;
  readonly column: number;
}

/** The cell whose code contains a file line, or null for fences and prose. */
export function cellAt(notebook: Notebook, line: number): Cell | null {
  return notebook.cells.find((cell) => line >= cell.firstLine && line < cell.closingLine) ?? null;
}

/** Turns a file position into a position in its cell; null outside of all cells. */
export function locate(notebook: Notebook, place: Place): CellPlace | null {
  const cell = cellAt(notebook, place.line);
  if (cell === null) return null;
  return { cell: cell.name, line: place.line - cell.firstLine + 1, column: place.column };
}
