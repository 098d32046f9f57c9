import { readFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import { describeSystemError } from "./problem.js";

/**
 * Writes a file whole or not at all: into a temporary file beside it, synced, then renamed over it.
 * The file's permissions are kept.
 *
 * @throws HostError in the user's words; the old file is untouched then
 */
export async function writeWhole(path: string, text: string, what: string): Promise<void> {
  try {
    await writeFileAtomic(path, text, { encoding: "utf8" });
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
