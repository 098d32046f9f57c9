/** Opening and saving notebooks through the host. */
import type { Backup, HostProblem, SaveOutcome } from "../../host/contract.js";
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
};

/** Reads a notebook of the user. */
export async function openFile(host: Host, path: string): Promise<OpenedFile> {
  const { name, text, results, revision, trusted } = await host.open(path);
  return { file: { path, name, text, results: recorded(results) }, revision, trusted };
}

/** A copy of a bundled notebook, to be saved elsewhere. */
export async function openGalleryCopy(host: Host, name: string): Promise<OpenedFile> {
  const { text, results } = await host.openGallery(name);
  return {
    file: { path: null, name, text, results: recorded(results) },
    revision: null,
    trusted: true,
  };
}

/** Unsaved text of an earlier session; what is on disk is not what it was saved as. */
export async function openBackup(host: Host, backup: Backup): Promise<OpenedFile> {
  const { path, name, text, over } = backup;
  const onDisk = path === null ? null : await host.open(path);
  return {
    file: { path, name, text, results: recorded(onDisk?.results ?? null) },
    revision: over,
    trusted: onDisk?.trusted ?? true,
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

/** What to tell the user of a call that was rejected. */
export function problemText(error: unknown): string {
  const { message = String(error), hint = "" } = (error ?? {}) as Partial<HostProblem>;
  return hint === "" ? message : `${message}. ${hint}`;
}
