/** Reading and writing notebooks through the host. */
import type { Backup, HostProblem, SaveOutcome } from "../../host/contract.js";
import { type Decoded, decodeResults } from "../../notebook/results/decode.js";
import { encodeResults } from "../../notebook/results/encode.js";
import type { Results } from "../../notebook/results/record.js";
import type { Host } from "./host.js";
import type { DiskChange } from "./tab.js";
import type { NotebookController } from "../notebook/controller.js";
import type { NotebookFile } from "../notebook/notebook-state.js";

/** A notebook as it was opened. */
export interface OpenedFile {
  readonly file: NotebookFile;
  /** The folder of the file; null for a notebook that is not on disk. */
  readonly folder: string | null;
  /** The revision that a save may overwrite; null for a notebook that is not on disk. */
  readonly revision: string | null;
  /** Whether its code may be run. */
  readonly trusted: boolean;
  /** False when its file cannot be written. */
  readonly writable: boolean;
  /** Whether another window or tab of the browser has it open, too. */
  readonly elsewhere: boolean;
  /** What its file has become since the text was made from it; null while it is the same. */
  readonly onDisk: DiskChange | null;
  /** Why the results that are recorded beside it are not shown; null where they are, or are none. */
  readonly unreadable: Unreadable | null;
}

/** A record that this program cannot read. */
export type Unreadable = Exclude<Decoded, { readonly kind: "results" }>;

/** A notebook that is on no disk yet, and so the user's own. */
function unsaved(file: Omit<NotebookFile, "path">): OpenedFile {
  return {
    file: { path: null, ...file },
    folder: null,
    revision: null,
    trusted: true,
    writable: true,
    elsewhere: false,
    onDisk: null,
    unreadable: null,
  };
}

/** A new notebook with a text. */
export function newFile(name: string, text: string): OpenedFile {
  return unsaved({ name, text, results: new Map() });
}

/** Reads a notebook of the user. */
export async function openFile(host: Host, path: string): Promise<OpenedFile> {
  const { path: real, name, text, results, openElsewhere, ...rest } = await host.open(path);
  const { recorded, unreadable } = readRecord(results);
  const file = { path: real, name, text, results: recorded };
  return { file, elsewhere: openElsewhere, onDisk: null, unreadable, ...rest };
}

/** A copy of a bundled notebook, to be saved elsewhere. */
export async function openGalleryCopy(host: Host, name: string): Promise<OpenedFile> {
  const { text, results } = await host.openGallery(name);
  return unsaved({ name, text, results: readRecord(results).recorded });
}

/** Unsaved text of an earlier session; its file may have changed since, or be gone. */
export async function openBackup(host: Host, backup: Backup): Promise<OpenedFile> {
  const { path, name, text, over } = backup;
  if (path === null) {
    const file = { name, text, savedText: "", results: new Map() };
    return { ...unsaved(file), trusted: backup.trusted };
  }
  const there = await host.open(path).catch((error: unknown) => {
    if ((error as Partial<HostProblem>).code === "not-found") return null;
    throw error;
  });
  if (there === null) {
    const file = { path, name, text, savedText: "", results: new Map() };
    const onDisk = { path, text: null, revision: null };
    const rest = { trusted: false, writable: true, elsewhere: false, onDisk, unreadable: null };
    return { file, folder: null, revision: over, ...rest };
  }
  const { revision, folder, trusted, writable, openElsewhere } = there;
  const { recorded, unreadable } = readRecord(there.results);
  // A save may have ended just before its page did.
  const isTheSame = revision === over || there.text === text;
  return {
    file: { path, name, text, savedText: there.text, results: recorded },
    folder,
    revision: isTheSame ? revision : over,
    trusted,
    writable,
    elsewhere: openElsewhere,
    onDisk: isTheSame ? null : { path, text: there.text, revision },
    unreadable,
  };
}

/** A record that cannot be read is as good as none, but told; the host keeps its file. */
function readRecord(text: string | null): {
  readonly recorded: Results;
  readonly unreadable: Unreadable | null;
} {
  const decoded = text === null ? null : decodeResults(text);
  if (decoded?.kind === "results") return { recorded: decoded.results, unreadable: null };
  return { recorded: new Map(), unreadable: decoded };
}

/**
 * Writes a notebook's text.
 *
 * @param over the revision that may be overwritten; null for whatever is there
 */
export async function saveFile(
  host: Host,
  notebook: NotebookController,
  path: string,
  over: string | null,
): Promise<SaveOutcome> {
  const { text } = notebook;
  const outcome = await host.save({ path, text, over });
  if (outcome.kind === "saved") {
    notebook.saved(path, path.slice(path.search(/[^\\/]*$/)), text);
  }
  return outcome;
}

/**
 * Writes what is recorded of a notebook beside it, if there is anything. The answer is the name
 * under which an earlier record that could not be read was kept, or null.
 */
export async function saveRecorded(
  host: Host,
  notebook: NotebookController,
  path: string,
): Promise<string | null> {
  const { recorded: results } = notebook.store.getState();
  return results.size > 0 ? host.saveResults(path, encodeResults(results)) : null;
}
