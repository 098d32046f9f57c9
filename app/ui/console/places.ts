/** Places of cells that a line of the console names. */
import type { CellPlace } from "../../notebook/locate.js";

/** A part of a line that names a place, and the place. */
export interface NamedPlace {
  /** Index of its first character. */
  readonly from: number;
  /** Index after its last character. */
  readonly to: number;
  readonly place: CellPlace;
}

/** Every `cell NAME, line L, column C` and `#NAME` of a line; the latter means the cell's beginning. */
export function namedPlaces(line: string, cells: readonly string[]): NamedPlace[] {
  const known = new Set(cells);
  const found = line.matchAll(/cell ([\w-]+), line (\d+), column (\d+)|(?<![\w&])#([\w-]+)/g);
  return [...found].flatMap((match) => {
    const cell = match[1] ?? match[4];
    if (!known.has(cell)) return [];
    const place = { cell, line: Number(match[2] ?? 1), column: Number(match[3] ?? 1) };
    return [{ from: match.index, to: match.index + match[0].length, place }];
  });
}
