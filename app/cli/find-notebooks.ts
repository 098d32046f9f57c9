import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { notebookEnding } from "../host/notebook-files.js";
import { CommandError, exitCode } from "../command-line/exit-code.js";

/**
 * The notebooks that files and folders stand for, in a folder sorted by name. Folders are searched
 * to their bottom, except for hidden ones and `node_modules`.
 *
 * @throws CommandError for a name that does not exist and a folder without notebooks
 */
export async function findNotebooks(names: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const name of names) {
    const isFolder = await stat(name).then(
      (stats) => stats.isDirectory(),
      () => {
        throw new CommandError(exitCode.usage, `${name}: there is no such file or folder`);
      },
    );
    const files = isFolder ? await notebooksIn(name) : [name];
    if (files.length === 0) {
      throw new CommandError(
        exitCode.usage,
        `${name}: there is no notebook in this folder\n  Notebooks are files named *${notebookEnding}.`,
      );
    }
    for (const file of files) found.add(file.replaceAll("\\", "/"));
  }
  return [...found];
}

async function notebooksIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory() && !name.startsWith(".") && name !== "node_modules") {
      files.push(...(await notebooksIn(join(folder, name))));
    } else if (entry.isFile() && name.endsWith(notebookEnding)) files.push(join(folder, name));
  }
  return files;
}
