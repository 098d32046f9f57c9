/** Reading and writing the sidecars in which results are recorded, with nothing ever lost. */
import { rename } from "node:fs/promises";
import { basename } from "node:path";
import { type Decoded, decodeResults } from "../notebook/results/decode.js";
import { sidecarOf } from "../notebook/results/sidecar-name.js";
import { describeSystemError } from "./problem.js";
import { readIfThere, writeWhole } from "./write-whole.js";

/**
 * The recorded results of a notebook; null when there is no sidecar.
 *
 * @param path of the notebook
 * @throws HostError in the user's words
 */
export async function readResults(path: string): Promise<Decoded | null> {
  const sidecar = sidecarOf(path);
  const text = await readIfThere(sidecar, `cannot read ${basename(sidecar)}`);
  return text === null ? null : decodeResults(text);
}

/**
 * Writes a notebook's sidecar. One that is damaged or of a newer Heddle is moved aside first, to the
 * first free name of `NAME.results.json.damaged-1`, `-2`, ... (or `.newer-1`).
 *
 * @param path of the notebook
 * @returns the name under which the earlier sidecar was kept, or null
 * @throws HostError in the user's words; what was there is there still
 */
export async function writeResults(path: string, text: string): Promise<string | null> {
  const sidecar = sidecarOf(path);
  const what = `cannot save ${basename(sidecar)}`;
  const there = await readResults(path);
  const kept =
    there === null || there.kind === "results" ? null : await moveAside(sidecar, there.kind, what);
  try {
    await writeWhole(sidecar, text, what);
  } catch (error) {
    if (kept !== null) await rename(kept, sidecar).catch(() => undefined);
    throw error;
  }
  return kept === null ? null : basename(kept);
}

async function moveAside(sidecar: string, why: string, what: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const kept = `${sidecar}.${why}-${number}`;
    if ((await readIfThere(kept, what)) !== null) continue;
    try {
      await rename(sidecar, kept);
      return kept;
    } catch (thrown) {
      throw describeSystemError(thrown, what);
    }
  }
}
