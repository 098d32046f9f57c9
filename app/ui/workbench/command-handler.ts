import type { Block } from "../../notebook/document/block.js";
import type { NotebookController } from "../notebook/controller.js";
import type { Workbench } from "./workbench.js";

/** What a command of the table does. */
export interface CommandHandler {
  readonly perform: (workbench: Workbench) => void;
  /** Whether it can do anything now; always when this is left out. */
  readonly enabled?: (workbench: Workbench) => boolean;
}

/** A notebook with its selected block, as commands find it. */
export interface Selection {
  readonly notebook: NotebookController;
  readonly blocks: readonly Block[];
  /** Index of the selected block; -1 for none. */
  readonly at: number;
  readonly block: Block | null;
}

/** A command on the notebook that is shown. */
export function onNotebook(
  act: (selection: Selection, workbench: Workbench) => void,
  enabled: (selection: Selection) => boolean = () => true,
): CommandHandler {
  return {
    perform: (workbench) => {
      const selection = selectionIn(workbench);
      if (selection !== null) act(selection, workbench);
    },
    enabled: (workbench) => {
      const selection = selectionIn(workbench);
      return selection !== null && enabled(selection);
    },
  };
}

function selectionIn({ activeTab }: Workbench): Selection | null {
  if (activeTab === null) return null;
  const notebook = activeTab.controller;
  const { history, selected } = notebook.store.getState();
  const { blocks } = history.document;
  const at = blocks.findIndex(({ id }) => id === selected);
  return { notebook, blocks, at, block: blocks[at] ?? null };
}
