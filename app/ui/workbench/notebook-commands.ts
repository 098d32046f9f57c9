/** What the commands of the table do to the open notebook. */
import type { Block } from "../../notebook/document/block.js";
import type { CommandId } from "../commands/commands.js";
import type { NotebookController } from "../notebook/controller.js";

/** Performs a command on a notebook; false for commands that are not about one. */
export function performOnNotebook(id: CommandId, notebook: NotebookController): boolean {
  const { history, selected } = notebook.store.getState();
  const { blocks } = history.document;
  const at = blocks.findIndex((block) => block.id === selected);
  const current: Block | undefined = blocks[at];

  switch (id) {
    case "undo":
      notebook.undo();
      return true;
    case "redo":
      notebook.redo();
      return true;
    case "edit":
      if (current !== undefined) notebook.select(current.id, "edit");
      return true;
    case "leave":
      notebook.select(selected, "command");
      return true;
    case "select-next":
      selectAt(notebook, at + 1);
      return true;
    case "select-previous":
      selectAt(notebook, Math.max(0, at - 1));
      return true;
    case "insert-above":
      insert(notebook, Math.max(0, at), { type: "cell", code: "" });
      return true;
    case "insert-below":
      insert(notebook, at + 1, { type: "cell", code: "" });
      return true;
    case "insert-prose":
      insert(notebook, at + 1, { type: "prose", text: "New prose." });
      return true;
    case "delete":
      if (current !== undefined) {
        notebook.edit({ type: "delete", id: current.id });
        selectAt(notebook, Math.min(at, blocks.length - 2));
      }
      return true;
    case "move-up":
      if (current !== undefined && at > 0)
        notebook.edit({ type: "move", id: current.id, to: at - 1 });
      return true;
    case "move-down":
      if (current !== undefined && at < blocks.length - 1) {
        notebook.edit({ type: "move", id: current.id, to: at + 1 });
      }
      return true;
    case "merge":
      if (current !== undefined && at < blocks.length - 1) {
        notebook.edit({ type: "merge", id: current.id });
      }
      return true;
    case "to-prose":
      if (current?.type === "cell") notebook.edit({ type: "retype", id: current.id });
      return true;
    case "to-cell":
      if (current?.type === "prose") notebook.edit({ type: "retype", id: current.id });
      return true;
    case "run":
      run(notebook, current);
      return true;
    case "run-next":
      run(notebook, current);
      if (at === blocks.length - 1) insert(notebook, at + 1, { type: "cell", code: "" });
      else selectAt(notebook, at + 1);
      return true;
    case "run-insert":
      run(notebook, current);
      insert(notebook, at + 1, { type: "cell", code: "" });
      return true;
    case "run-stale":
      void notebook.runStale();
      return true;
    case "run-all":
      void notebook.runAll();
      return true;
    case "interrupt":
      void notebook.interrupt();
      return true;
    case "restart":
      notebook.restart();
      return true;
    default:
      return false;
  }
}

function selectAt(notebook: NotebookController, index: number): void {
  const { blocks } = notebook.store.getState().history.document;
  const block: Block | undefined = blocks[index];
  if (block !== undefined) notebook.select(block.id, "command");
}

function insert(
  notebook: NotebookController,
  at: number,
  block: { type: "cell"; code: string } | { type: "prose"; text: string },
): void {
  notebook.edit({ type: "insert", at, block });
  const made: Block | undefined = notebook.store.getState().history.document.blocks[at];
  if (made !== undefined) notebook.select(made.id, "edit");
}

function run(notebook: NotebookController, block: Block | undefined): void {
  if (block?.type === "cell") void notebook.run([block.name]);
  else if (block !== undefined) notebook.select(block.id, "command");
}
