import { readFile, writeFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import { describeSystemError } from "./problem.js";

/**
 * Writes a file whole or not at all: into a temporary file beside it, synced, then renamed over it.
 * The file's permissions are kept.
 *
 * @throws HostError in the user's words; the old file is untouched then
 */
export async function writeWhole(path: string, text: string, what: string): Promise<void> {
  // A disk that is nearly full takes the beginning of a text and reports no error. The library does
  // not look how much was written, so the text is written here: until all of it is, or one fails.
  const fill = (temporary: string): unknown => writeFile(temporary, text);
  try {
    await writeFileAtomic(path, "", { tmpfileCreated: fill });
  } catch (thrown) {
    throw describeSystemError(thrown, what);
  }
}

/** A file's text, or null when there is no such file. */
export async function readIfThere(path: string, what: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    if ((thrown as { code?: string }).code === "ENOENT") return null;
    throw describeSystemError(thrown, what);
  }
}
