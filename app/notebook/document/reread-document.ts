import type { Block, BlockId, Document } from "./block.js";
import { parseDocument } from "./parse-document.js";

/**
 * Reads a text that somebody else made of a document's file. Blocks that are still there keep their
 * identity: cells of the same name, prose with the same text, and what stands between the same
 * neighbours. `serializeDocument` of the result is the text.
 */
export function rereadDocument(previous: Document, text: string): Document {
  const { head, blocks } = parseDocument(text);
  const known = new Map<string, BlockId[]>();
  for (const block of previous.blocks) {
    const likeness = likenessOf(block);
    known.set(likeness, [...(known.get(likeness) ?? []), block.id]);
  }
  const matched = blocks.map((block) => known.get(likenessOf(block))?.shift() ?? null);

  const at = new Map(previous.blocks.map(({ id }, index) => [id, index]));
  const taken = new Set(matched);
  let { nextId } = previous;
  const kept = blocks.map((block, index): Block => {
    let id = matched[index];
    if (id === null) {
      // What follows the same block as before, and is of its kind, was edited in place.
      const before = index === 0 ? -1 : (at.get(matched[index - 1] ?? -1) ?? Infinity);
      const candidate = previous.blocks[before + 1];
      const edited = candidate?.type === block.type && !taken.has(candidate.id);
      id = edited ? candidate.id : nextId++;
      taken.add(id);
      matched[index] = id;
    }
    return { ...block, id };
  });
  return { head, blocks: kept, nextId };
}

function likenessOf(block: Block): string {
  return block.type === "cell" ? `#${block.name}` : `prose ${block.text}`;
}
