import type { Block, Document } from "./block.js";
import { firstEnd } from "./lines.js";

/**
 * A document as the text of its file, byte for byte what was parsed where nothing was edited.
 *
 * Prose that leaves a code fence or a comment open would swallow the cells after it when the file
 * is read again: it is closed here, unless nothing follows.
 */
export function serializeDocument({ head, blocks }: Document): string {
  const last = blocks.length - 1;
  return head + blocks.map((block, at) => blockText(block, at === last) + block.gap).join("");
}

/** A block's own lines without the line end of the last one. */
export function blockText(block: Block, isLast: boolean): string {
  if (block.type === "cell") return block.opening + block.body + block.closing;
  if (block.closer === null || isLast) return block.source;
  return block.source + firstEnd(block.gap) + block.closer;
}
