import { type Block, type BlockId, type Document, makeCell, makeProse, withGap } from "./block.js";
import { endOf, isBlank, splitLines, withoutEnd } from "./lines.js";
import { scan } from "./scan.js";

const byteOrderMark = "\uFEFF";

/**
 * Reads a notebook's text. Never throws: what is wrong is told by `documentProblems`. The exact
 * inverse of `serializeDocument`.
 */
export function parseDocument(text: string): Document {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : "";
  const { head, blocks, nextId } = parseBlocks(text.slice(mark.length), 1);
  return { head: mark + head, blocks, nextId };
}

/**
 * Reads a text that does not begin with a byte order mark.
 *
 * @param firstId the identity of the first block
 */
export function parseBlocks(text: string, firstId: BlockId): Document {
  const blocks: Block[] = [];
  let head = "";
  let nextId = firstId;

  /** Blank lines belong to what stands before them. */
  const addGap = (gap: string): void => {
    const last = blocks.pop();
    if (last === undefined) head += gap;
    else blocks.push(withGap(last, last.gap + gap));
  };

  for (const part of scan(text)) {
    if (part.type === "cell") {
      const closing = withoutEnd(part.closing);
      const gap = endOf(part.closing);
      blocks.push(makeCell(nextId, part.opening, part.body, closing, gap));
      nextId += 1;
      continue;
    }
    const lines = splitLines(part.text);
    const first = lines.findIndex((line) => !isBlank(line));
    if (first < 0) {
      addGap(part.text);
      continue;
    }
    const last = lines.findLastIndex((line) => !isBlank(line));
    if (first > 0) addGap(lines.slice(0, first).join(""));
    const source = lines.slice(first, last).join("") + withoutEnd(lines[last]);
    const gap = endOf(lines[last]) + lines.slice(last + 1).join("");
    blocks.push(makeProse(nextId, source, gap));
    nextId += 1;
  }
  return { head, blocks, nextId };
}
