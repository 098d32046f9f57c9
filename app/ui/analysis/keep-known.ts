import type { NotebookSummary } from "./summary.js";

/**
 * A summary in which everything that says the same as before is the same object, so that whatever is
 * drawn from it is drawn again only where something has changed.
 */
export function keepKnown(before: NotebookSummary, after: NotebookSummary): NotebookSummary {
  const known = new Map(before.cells.map((cell) => [cell.block, cell]));
  const cells = after.cells.map((cell) => {
    const old = known.get(cell.block);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(cell) ? old : cell;
  });
  const same =
    cells.length === before.cells.length && cells.every((cell, at) => cell === before.cells[at]);
  return same ? before : { ...after, cells };
}
