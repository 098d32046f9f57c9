import type { Document } from "./block.js";
import type { Replace } from "./edit.js";

/** The edit that turns a document's blocks into another's: what differs, in one run. */
export function replacing({ blocks: from }: Document, { blocks: to }: Document): Replace {
  const most = Math.min(from.length, to.length);
  let at = 0;
  while (at < most && from[at] === to[at]) at += 1;
  let tail = 0;
  while (tail < most - at && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  return {
    type: "replace",
    at,
    count: from.length - tail - at,
    blocks: to.slice(at, to.length - tail),
  };
}
