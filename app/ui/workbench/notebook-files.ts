/** Reading and writing notebooks through the host. */
import type { Backup, SaveOutcome } from "../../host/contract.js";
import { decodeResults } from "../../notebook/results/decode.js";
import { encodeResults } from "../../notebook/results/encode.js";
import type { Results } from "../../notebook/results/record.js";
import type { Host } from "./host.js";
import type { NotebookController } from "../notebook/controller.js";
import type { NotebookFile } from "../notebook/notebook-state.js";

/** A notebook as it was opened. */
export interface OpenedFile {
  readonly file: NotebookFile;
  /** The revision that a save may overwrite; null for a notebook that is not on disk. */
  readonly revision: string | null;
  /** Whether its code may be run. */
  readonly trusted: boolean;
  /** False when its file cannot be written. */
  readonly writable: boolean;
  /** Whether another window or tab of the browser has it open, too. */
  readonly elsewhere: boolean;
}

/** A notebook that is not on disk yet. */
export const untitled: OpenedFile = {
  file: {
    path: null,
    name: "untitled.heddle.md",
    text: '# Untitled\n\n```ts #scenario\nimport { check, scenario } from "heddle";\n```\n',
    results: new Map(),
  },
  revision: null,
  trusted: true,
  writable: true,
  elsewhere: false,
};

/** Reads a notebook of the user. */
export async function openFile(host: Host, path: string): Promise<OpenedFile> {
  const { path: real, name, text, results, openElsewhere, ...rest } = await host.open(path);
  const file = { path: real, name, text, results: recorded(results) };
  return { file, elsewhere: openElsewhere, ...rest };
}

/** A copy of a bundled notebook, to be saved elsewhere. */
export async function openGalleryCopy(host: Host, name: string): Promise<OpenedFile> {
  const { text, results } = await host.openGallery(name);
  return {
    file: { path: null, name, text, results: recorded(results) },
    revision: null,
    trusted: true,
    writable: true,
    elsewhere: false,
  };
}

/** Unsaved text of an earlier session; what is on disk is not what it was saved as. */
export async function openBackup(host: Host, backup: Backup): Promise<OpenedFile> {
  const { path, name, text, over } = backup;
  const onDisk = path === null ? null : await host.open(path);
  return {
    file: {
      path,
      name,
      text,
      savedText: onDisk?.text ?? "",
      results: recorded(onDisk?.results ?? null),
    },
    revision: over,
    trusted: onDisk?.trusted ?? true,
    writable: onDisk?.writable ?? true,
    elsewhere: onDisk?.openElsewhere ?? false,
  };
}

/** Records that cannot be read are as good as none; the file is kept by the host. */
function recorded(text: string | null): Results {
  const decoded = text === null ? null : decodeResults(text);
  return decoded?.kind === "results" ? decoded.results : new Map();
}

/**
 * Writes a notebook and what is recorded of it.
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
  if (outcome.kind !== "saved") return outcome;
  notebook.saved(path, path.slice(path.search(/[^\\/]*$/)), text);
  const { recorded: results } = notebook.store.getState();
  if (results.size > 0) await host.saveResults(path, encodeResults(results));
  return outcome;
}
