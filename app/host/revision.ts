import { createHash } from "node:crypto";
import type { Revision } from "./contract.js";

/** The revision of a text: a hash of its UTF-8 bytes. */
export function revisionOf(text: string | Uint8Array): Revision {
  return createHash("sha256").update(text).digest("base64url");
}
