import type { CellPlace } from "../../notebook/locate.js";
import type { NotebookController } from "./controller.js";

/** Puts the caret at a place of a cell, and shows it. Nothing where the cell is gone. */
export function showPlace({ store, editing }: NotebookController, place: CellPlace): void {
  const block = store
    .getState()
    .history.document.blocks.find((each) => each.type === "cell" && each.name === place.cell);
  if (block === undefined) return;
  editing.select(block.id, "edit");
  store.setState({ goal: { block: block.id, line: place.line, column: place.column } });
}
