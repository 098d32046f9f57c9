/** Reading and writing notebook files, with nothing ever lost. */
import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { decodeNotebook } from "../notebook/decode-notebook.js";
import { NotebookError } from "../notebook/place.js";
import type { SaveOutcome, SaveRequest } from "./contract.js";
import { HostError, describeSystemError } from "./problem.js";
import { revisionOf } from "./revision.js";
import { readIfThere, writeWhole } from "./write-whole.js";

/** Bytes above which a file is not opened in the workbench. */
const largest = 64 * 2 ** 20;

/** Ending of notebook files. */
export const notebookEnding = ".heddle.md";

/** A notebook's text; a byte order mark stays in it. Throws a HostError in the user's words. */
export async function readNotebook(path: string): Promise<string> {
  const name = basename(path);
  const bytes = await readFile(path).catch((thrown: unknown) => {
    throw describeSystemError(thrown, `cannot open ${name}`);
  });
  if (bytes.length > largest) {
    const size = Math.round(bytes.length / 2 ** 20);
    throw new HostError(
      "too-large",
      `cannot open ${name}: it has ${size} MB, more than the ${largest / 2 ** 20} MB of a notebook`,
      "Is it a notebook? They end in .heddle.md.",
    );
  }
  try {
    return decodeNotebook(bytes);
  } catch (thrown) {
    if (!(thrown instanceof NotebookError)) throw thrown;
    const [problem] = thrown.problems;
    const where = problem.place === null ? "" : ` (line ${problem.place.line})`;
    throw new HostError(
      "not-text",
      `cannot open ${name}: ${problem.message}${where}`,
      problem.hint,
    );
  }
}

/** Whether a file could be replaced: itself and its folder can be written. */
export async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    await access(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Saves unless somebody else changed the file since `over`; see `SaveOutcome`. */
export async function saveNotebook({ path, text, over }: SaveRequest): Promise<SaveOutcome> {
  const what = `cannot save ${basename(path)}`;
  if (over !== null) {
    const there = await readIfThere(path, what);
    if (there === null) return { kind: "deleted" };
    const revision = revisionOf(there);
    if (revision !== over && there !== text) return { kind: "changed", text: there, revision };
  }
  await writeWhole(path, text, what);
  return { kind: "saved", revision: revisionOf(text), folder: dirname(path) };
}
