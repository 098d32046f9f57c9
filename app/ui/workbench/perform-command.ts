/** What the commands of the table do, each area's in a file of its own. */
import type { CommandId } from "../commands/commands.js";
import { cellCommands } from "./cell-commands.js";
import { findingCommands } from "../findings/finding-commands.js";
import type { CommandHandler } from "./command-handler.js";
import { fileCommands } from "./file-commands.js";
import { foldCommands } from "./fold-commands.js";
import { notebookCommands } from "./notebook-commands.js";
import { runCommands } from "./run-commands.js";
import { viewCommands } from "./view-commands.js";
import type { Workbench } from "./workbench.js";

const handlers: Readonly<Record<CommandId, CommandHandler>> = {
  ...cellCommands,
  ...fileCommands,
  ...foldCommands,
  ...findingCommands,
  ...notebookCommands,
  ...runCommands,
  ...viewCommands,
};

/** Performs a command; nothing when it can do nothing now. */
export function performCommand(workbench: Workbench, id: CommandId): void {
  if (isEnabled(workbench, id)) handlers[id].perform(workbench);
}

/** Whether a command can do anything now. */
export function isEnabled(workbench: Workbench, id: CommandId): boolean {
  return handlers[id].enabled?.(workbench) ?? true;
}
