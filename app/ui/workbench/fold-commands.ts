/** Commands that fold parts of cells away. */
import type { CommandId } from "../commands/commands.js";
import type { FoldedPart } from "../notebook/notebook-state.js";
import { type CommandHandler, onNotebook, type Selection } from "./command-handler.js";

/** See the head of this file. */
export const foldCommands = {
  "fold-code": toggle("code"),
  "fold-output": toggle("output"),
  "fold-all-code": onNotebook((selection) => foldAll(selection, "code", true)),
  "fold-all-outputs": onNotebook((selection) => foldAll(selection, "output", true)),
  "unfold-all": onNotebook((selection) => {
    foldAll(selection, "code", false);
    foldAll(selection, "output", false);
  }),
  "line-numbers": onNotebook(({ notebook: { store } }) => {
    store.setState(({ numbered }) => ({ numbered: !numbered }));
  }),
} satisfies Partial<Record<CommandId, CommandHandler>>;

/** Folds what is selected, or shows it where all of it is folded. */
function toggle(part: FoldedPart): CommandHandler {
  return onNotebook(({ notebook: { editing, store } }) => {
    const { folded } = store.getState();
    const ids = editing.selection.flatMap(({ type, id }) => (type === "cell" ? [id] : []));
    editing.fold(part, ids, !ids.every((id) => folded[part].has(id)));
  });
}

function foldAll({ notebook, blocks }: Selection, part: FoldedPart, folded: boolean): void {
  const cells = blocks.flatMap(({ type, id }) => (type === "cell" ? [id] : []));
  notebook.editing.fold(part, cells, folded);
}
