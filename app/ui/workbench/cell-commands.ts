/** Commands that insert, remove and change blocks. */
import type { Block } from "../../notebook/document/block.js";
import type { CommandId } from "../commands/commands.js";
import { showKeys } from "../commands/keys.js";
import {
  deleteSelection,
  duplicateSelection,
  firstSelected,
  insertBlock,
  mergeSelection,
  moveSelection,
  retypeSelection,
  splitAtCaret,
} from "../notebook/edit-actions.js";
import type { NotebookEditing } from "../notebook/editing.js";
import { type CommandHandler, onNotebook, type Selection } from "./command-handler.js";
import type { Workbench } from "./workbench.js";

const something = ({ block }: Selection): boolean => block !== null;

/** See the head of this file. */
export const cellCommands = {
  "insert-above": onNotebook(({ notebook: { editing } }) =>
    insertBlock(editing, Math.max(0, firstSelected(editing)), { type: "cell", code: "" }),
  ),
  "insert-below": onNotebook(({ notebook: { editing } }) =>
    insertBlock(editing, afterSelection(editing), { type: "cell", code: "" }),
  ),
  "insert-prose": onNotebook(({ notebook: { editing } }) =>
    insertBlock(editing, afterSelection(editing), { type: "prose", text: "" }),
  ),
  rename: onNotebook(
    ({ notebook: { editing }, block }) => editing.editHeading(block?.id ?? null),
    ({ block }) => block?.type === "cell",
  ),
  cut: onNotebook(
    ({ notebook: { editing } }, { page }) => void page.clipboard.cut(editing),
    something,
  ),
  copy: onNotebook(
    ({ notebook: { editing } }, { page }) => void page.clipboard.copy(editing),
    something,
  ),
  paste: onNotebook(
    ({ notebook: { editing } }, workbench) => void paste(workbench, editing, "below"),
  ),
  "paste-above": onNotebook(
    ({ notebook: { editing } }, workbench) => void paste(workbench, editing, "above"),
  ),
  duplicate: onNotebook(({ notebook: { editing } }) => duplicateSelection(editing), something),
  delete: onNotebook(({ notebook: { editing } }) => deleteSelection(editing), something),
  "move-up": onNotebook(({ notebook: { editing } }) => moveSelection(editing, -1), something),
  "move-down": onNotebook(({ notebook: { editing } }) => moveSelection(editing, 1), something),
  split: onNotebook(
    ({ notebook: { editing } }) => splitAtCaret(editing),
    ({ notebook, block }) =>
      block !== null &&
      notebook.store.getState().mode === "edit" &&
      notebook.editing.caret?.block === block.id,
  ),
  merge: onNotebook(({ notebook: { editing } }) => mergeSelection(editing), something),
  "to-prose": retype("prose"),
  "to-cell": retype("cell"),
} satisfies Partial<Record<CommandId, CommandHandler>>;

/** Inserts what is on the clipboard; where there is nothing, that is said. */
async function paste(
  { page: { clipboard }, toasts, start }: Workbench,
  editing: NotebookEditing,
  where: "above" | "below",
): Promise<void> {
  const pasted = await clipboard.paste(editing, where);
  if (pasted === "empty") toasts.say("There is nothing to paste.");
  if (pasted === "refused") {
    const key = showKeys("Mod+V", start.platform === "mac");
    toasts.say(`The browser did not let the page read the clipboard: press ${key} instead.`);
  }
}

/** Turns what is selected into blocks of this type. */
function retype(type: Block["type"]): CommandHandler {
  return onNotebook(
    ({ notebook: { editing } }) => retypeSelection(editing, type),
    ({ notebook: { editing } }) => editing.selection.some((block) => block.type !== type),
  );
}

/** Index after the last selected block. */
function afterSelection(editing: NotebookEditing): number {
  return firstSelected(editing) + Math.max(1, editing.selection.length);
}
