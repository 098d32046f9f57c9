import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FolderEntry, FolderListing } from "./contract.js";
import { notebookEnding } from "./notebook-files.js";
import { describeSystemError } from "./problem.js";

/** Folders that hold nothing a user looks for. */
const skipped = new Set(["node_modules"]);

/**
 * The folders and notebooks in a folder; hidden ones are left out.
 *
 * @param root the top of what may be seen; null for the file system's own
 */
export async function listFolder(folder: string, root: string | null): Promise<FolderListing> {
  const found = await readdir(folder, { withFileTypes: true }).catch((thrown: unknown) => {
    throw describeSystemError(thrown, `cannot list ${folder}`);
  });
  const entries: FolderEntry[] = [];
  for (const entry of found) {
    const { name } = entry;
    if (name.startsWith(".") || skipped.has(name)) continue;
    const path = join(folder, name);
    if (entry.isDirectory()) entries.push({ name, path, kind: "folder" });
    // A link is shown as what its name says; opening it checks where it leads.
    else if (name.endsWith(notebookEnding)) entries.push({ name, path, kind: "notebook" });
  }
  entries.sort((a, b) =>
    a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind === "folder" ? -1 : 1,
  );
  const parent = folder === root || dirname(folder) === folder ? null : dirname(folder);
  return { path: folder, parent, entries };
}
