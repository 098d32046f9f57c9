import type { AnalysedCell } from "./analyse.js";

/**
 * The cells to run so that one of them can run: itself and, transitively, every cell that defines a
 * name it uses. In file order.
 */
export function neededCells(
  cells: readonly AnalysedCell[],
  selected: string,
): readonly AnalysedCell[] {
  const needed = new Set<AnalysedCell>();
  const open = cells.filter(({ cell }) => cell.name === selected);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (needed.has(next)) continue;
    needed.add(next);
    const { uses } = next;
    open.push(
      ...cells.filter(({ definitions }) => [...definitions.keys()].some((n) => uses.has(n))),
    );
  }
  return cells.filter((cell) => needed.has(cell));
}
