import type { CellPlace } from "../../notebook/locate.js";
import type { NotebookController } from "./controller.js";

/** Selects the cell of a place and puts the keyboard into its text. */
export function showPlace(controller: NotebookController, { cell }: CellPlace): void {
  const block = controller.store
    .getState()
    .history.document.blocks.find((each) => each.type === "cell" && each.name === cell);
  if (block !== undefined) controller.select(block.id, "edit");
}
