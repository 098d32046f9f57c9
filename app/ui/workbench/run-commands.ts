/** Commands that run cells. */
import type { CommandId } from "../commands/commands.js";
import { type CommandHandler, onNotebook, type Selection } from "./command-handler.js";
import { insertCell, selectAt } from "./notebook-commands.js";

/** See the head of this file. */
export const runCommands = {
  run: onNotebook(run),
  "run-next": onNotebook((selection) => {
    run(selection);
    const { notebook, blocks, at } = selection;
    if (at === blocks.length - 1) insertCell(notebook, at + 1);
    else selectAt(notebook, blocks, at + 1);
  }),
  "run-insert": onNotebook((selection) => {
    run(selection);
    insertCell(selection.notebook, selection.at + 1);
  }),
  "run-needed": onNotebook(
    ({ notebook, block }) => {
      if (block?.type === "cell") void notebook.runWithNeeded([block.name]);
    },
    ({ block }) => block?.type === "cell",
  ),
  "run-stale": onNotebook(({ notebook }) => void notebook.runStale()),
  "run-all": onNotebook(({ notebook }) => void notebook.runAll()),
  interrupt: onNotebook(
    ({ notebook }) => void notebook.interrupt(),
    ({ notebook }) => notebook.store.getState().busy,
  ),
  restart: onNotebook(({ notebook }) => notebook.restart()),
} satisfies Partial<Record<CommandId, CommandHandler>>;

function run({ notebook, block }: Selection): void {
  if (block?.type === "cell") void notebook.run([block.name]);
  else if (block !== null) notebook.select(block.id, "command");
}
