import type { BlockId, Document } from "../../notebook/document/block.js";

/**
 * What is selected after an edit: the wanted block where it is still there, else the one that has
 * come to where it was, or the last one.
 *
 * @param before the document before the edit
 * @param wanted the block that should be selected; null for none
 * @param preferNew whether a block that the edit made is selected rather
 */
export function selectionAfter(
  before: Document,
  after: Document,
  wanted: BlockId | null,
  preferNew = false,
): BlockId | null {
  const { blocks } = after;
  if (preferNew) {
    const known = new Set(before.blocks.map(({ id }) => id));
    const made = blocks.find(({ id }) => !known.has(id));
    if (made !== undefined) return made.id;
  }
  if (blocks.some(({ id }) => id === wanted)) return wanted;
  const left = new Set(blocks.map(({ id }) => id));
  const at = before.blocks.findIndex(({ id }) => id === wanted);
  // What was removed with it does not count.
  const index = before.blocks.slice(0, Math.max(at, 0)).filter(({ id }) => left.has(id)).length;
  return (blocks.at(index) ?? blocks.at(-1))?.id ?? null;
}
