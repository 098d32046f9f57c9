import type { HostEvents, Revision } from "../../host/contract.js";
import type { NotebookController } from "../notebook/controller.js";
import type { NotebookConsole } from "../console/console.js";
import type { NotebookCommands } from "../console/notebook-commands.js";

/** A change that another program made to an open file. */
export type DiskChange = Parameters<HostEvents["changedOnDisk"]>[0];

/** An open notebook with what belongs to its file. */
export interface Tab {
  /** Unique in this window, and the name of its backup. */
  readonly id: string;
  /** Its document, kernel and results; they live as long as the tab. */
  readonly controller: NotebookController;
  /** The folder of its file; null for a notebook that is not on disk. */
  readonly folder: string | null;
  /** Its log and its prompt. */
  readonly console: NotebookConsole;
  /** Performs exports, which do not wait for what is typed into the console. */
  readonly exports: NotebookCommands;
  /** The revision that a save may overwrite; null for a notebook that is not on disk. */
  readonly revision: Revision | null;
  /** Whether its code may be run. */
  readonly trusted: boolean;
  /** False when its file cannot be written. */
  readonly writable: boolean;
  /** Whether another window or tab of the browser has it open, too. */
  readonly elsewhere: boolean;
  /** What another program made of the file, while the user has not said what becomes of it. */
  readonly onDisk: DiskChange | null;
}

/** The path of its file; null for a notebook that was never saved. */
export function pathOf({ controller }: Tab): string | null {
  return controller.store.getState().path;
}

/** Whether its text is another one than was last read or saved. */
export function isEdited({ controller }: Tab): boolean {
  return controller.store.getState().savedText !== controller.text;
}

/** Whether it holds text that is in no file, also because the file is gone. */
export function isDirty(tab: Tab): boolean {
  return isEdited(tab) || tab.onDisk?.text === null;
}
