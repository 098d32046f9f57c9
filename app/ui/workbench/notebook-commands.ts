/** Commands that edit the notebook and move in it. */
import type { Block } from "../../notebook/document/block.js";
import type { CommandId } from "../commands/commands.js";
import type { NotebookController } from "../notebook/controller.js";
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
  leave: onNotebook(({ notebook, block }) => notebook.select(block?.id ?? null, "command")),
  "select-next": onNotebook(({ notebook, blocks, at }) => selectAt(notebook, blocks, at + 1)),
  "select-previous": onNotebook(({ notebook, blocks, at }) => {
    selectAt(notebook, blocks, Math.max(0, at - 1));
  }),
  "insert-above": onNotebook(({ notebook, at }) => insertCell(notebook, Math.max(0, at))),
  "insert-below": onNotebook(({ notebook, at }) => insertCell(notebook, at + 1)),
  "insert-prose": onNotebook(({ notebook, at }) => {
    insert(notebook, at + 1, { type: "prose", text: "New prose." });
  }),
  delete: onNotebook(
    ({ notebook, blocks, block, at }) => {
      if (block === null) return;
      notebook.edit({ type: "delete", id: block.id });
      const { blocks: left } = notebook.store.getState().history.document;
      selectAt(notebook, left, Math.min(at, blocks.length - 2));
    },
    ({ block }) => block !== null,
  ),
  "move-up": onNotebook(
    ({ notebook, block, at }) => {
      if (block !== null) notebook.edit({ type: "move", id: block.id, to: at - 1 });
    },
    ({ at }) => at > 0,
  ),
  "move-down": onNotebook(
    ({ notebook, block, at }) => {
      if (block !== null) notebook.edit({ type: "move", id: block.id, to: at + 1 });
    },
    ({ blocks, at }) => at >= 0 && at < blocks.length - 1,
  ),
  merge: onNotebook(
    ({ notebook, block }) => {
      if (block !== null) notebook.edit({ type: "merge", id: block.id });
    },
    ({ blocks, at }) => at >= 0 && at < blocks.length - 1,
  ),
  "to-prose": retype("cell"),
  "to-cell": retype("prose"),
} satisfies Partial<Record<CommandId, CommandHandler>>;

/** Turns a block of this type into one of the other. */
function retype(type: Block["type"]): CommandHandler {
  return onNotebook(
    ({ notebook, block }) => {
      if (block !== null) notebook.edit({ type: "retype", id: block.id });
    },
    ({ block }) => block?.type === type,
  );
}

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
export function insertCell(notebook: NotebookController, at: number): void {
  insert(notebook, at, { type: "cell", code: "" });
}

function insert(
  notebook: NotebookController,
  at: number,
  block: { type: "cell"; code: string } | { type: "prose"; text: string },
): void {
  notebook.edit({ type: "insert", at, block });
  const made = notebook.store.getState().history.document.blocks.at(at);
  if (made !== undefined) notebook.select(made.id, "edit");
}
