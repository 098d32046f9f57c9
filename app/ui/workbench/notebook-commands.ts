/** Commands that move in the notebook, search it, and take edits back. */
import type { Block } from "../../notebook/document/block.js";
import type { CommandId } from "../commands/commands.js";
import type { NotebookController } from "../notebook/controller.js";
import { extendSelection, insertBlock } from "../notebook/edit-actions.js";
import { type CommandHandler, onNotebook } from "./command-handler.js";

/** See the head of this file. */
export const notebookCommands = {
  undo: onNotebook(
    ({ notebook }) => notebook.undo(),
    ({ notebook }) => notebook.store.getState().history.past.length > 0,
  ),
  redo: onNotebook(
    ({ notebook }) => notebook.redo(),
    ({ notebook }) => notebook.store.getState().history.future.length > 0,
  ),
  edit: onNotebook(
    ({ notebook, block }) => notebook.select(block?.id ?? null, "edit"),
    ({ block }) => block !== null,
  ),
  leave: onNotebook(({ notebook, block }) => {
    if (notebook.find.isOpen) notebook.find.close();
    else notebook.select(block?.id ?? null, "command");
  }),
  "select-next": onNotebook(({ notebook, blocks, at }) => selectAt(notebook, blocks, at + 1)),
  "select-previous": onNotebook(({ notebook, blocks, at }) => {
    selectAt(notebook, blocks, Math.max(0, at - 1));
  }),
  "extend-next": onNotebook(({ notebook: { editing } }) => extendSelection(editing, 1)),
  "extend-previous": onNotebook(({ notebook: { editing } }) => extendSelection(editing, -1)),
  "select-all": onNotebook(
    ({ notebook: { editing }, blocks }) =>
      editing.selectRange(blocks[0].id, blocks[blocks.length - 1].id),
    ({ blocks }) => blocks.length > 0,
  ),
  find: onNotebook(({ notebook }) => notebook.find.open(false)),
  replace: onNotebook(({ notebook }) => notebook.find.open(true)),
  "find-next": onNotebook(({ notebook }) => notebook.find.go(1)),
  "find-previous": onNotebook(({ notebook }) => notebook.find.go(-1)),
} satisfies Partial<Record<CommandId, CommandHandler>>;

/** Selects the block at a place, if there is one. */
export function selectAt(
  notebook: NotebookController,
  blocks: readonly Block[],
  index: number,
): void {
  const block = blocks.at(index);
  if (index >= 0 && block !== undefined) notebook.select(block.id, "command");
}

/** Inserts an empty cell and puts the caret into it. */
export function insertCell({ editing }: NotebookController, at: number): void {
  insertBlock(editing, at, { type: "cell", code: "" });
}
