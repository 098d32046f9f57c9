import { isCellName } from "../parse-info.js";
import {
  type Block,
  type BlockId,
  type CellBlock,
  type Document,
  makeCell,
  withGap,
} from "./block.js";
import type { Applied, Edit, Replace } from "./edit.js";
import { changeOpening } from "./fence.js";
import { endOf, joinLines, splitLines } from "./lines.js";
import { type Maker, makerFor } from "./make-blocks.js";

/**
 * Makes an edit. The inverse restores every block as it was, with its identity and its bytes; a
 * document's text differs from the edited one's in one run of lines, but for a move (two runs) and
 * for a change of the fences around code that stays.
 *
 * @throws RangeError for a block, index or offset that is not there, or a name that no cell may have
 */
export function apply(document: Document, edit: Edit): Applied {
  if (edit.type === "replace") return replace(document, edit, document.nextId);
  const make = makerFor(document);
  return change(document, make, edit);
}

function change(document: Document, make: Maker, edit: Exclude<Edit, Replace>): Applied {
  const { blocks } = document;
  if (edit.type === "insert") {
    if (!(edit.at >= 0 && edit.at <= blocks.length)) throw new RangeError(`no index ${edit.at}`);
    return put(document, make, edit.at, 0, make.blocks(edit.block));
  }
  const at = blocks.findIndex(({ id }) => id === edit.id);
  if (at < 0) throw new RangeError(`no block ${edit.id}`);
  const block = blocks[at];

  switch (edit.type) {
    case "delete":
      return put(document, make, at, 1, []);
    case "move": {
      const { to } = edit;
      if (!(to >= 0 && to < blocks.length)) throw new RangeError(`no index ${to}`);
      return to < at
        ? put(document, make, to, at - to + 1, [block, ...blocks.slice(to, at)])
        : put(document, make, at, to - at + 1, [...blocks.slice(at + 1, to + 1), block]);
    }
    case "split":
      return put(document, make, at, 1, split(make, block, edit.offset));
    case "merge": {
      const next = blocks[at + 1];
      if (next === undefined) throw new RangeError(`no block after block ${edit.id}`);
      return put(document, make, at, 2, merge(make, block, next));
    }
    case "rename":
      return put(document, make, at, 1, [rename(requireCell(block), edit.name)]);
    case "setOptions": {
      const { id, opening, body, closing, gap } = requireCell(block);
      const line = changeOpening(opening, { options: edit.options });
      return put(document, make, at, 1, [makeCell(id, line, body, closing, gap)]);
    }
    case "retype":
      return put(document, make, at, 1, retype(make, block, edit.name));
    case "setText":
      return put(document, make, at, 1, setText(make, block, edit.text));
  }
}

function requireCell(block: Block): CellBlock {
  if (block.type === "cell") return block;
  throw new RangeError(`block ${block.id} is no cell`);
}

function rename({ id, opening, body, closing, gap }: CellBlock, name: string): CellBlock {
  if (!isCellName(name)) throw new RangeError(`#${name} is not a cell name`);
  return makeCell(id, changeOpening(opening, { name }), body, closing, gap);
}

function retype(make: Maker, block: Block, name: string | undefined): readonly Block[] {
  return block.type === "cell"
    ? make.prose(block.code, block)
    : [withGap(make.cell({ code: block.text, name }, block.id), block.gap)];
}

function setText(make: Maker, block: Block, text: string): readonly Block[] {
  return block.type === "cell" ? [make.recoded(block, text)] : make.prose(text, block);
}

/** The halves' line end at the cut goes; so do blank lines there in prose. */
function split(make: Maker, block: Block, offset: number): readonly Block[] {
  const text = block.type === "cell" ? block.code : block.text;
  if (!(offset >= 0 && offset <= text.length)) throw new RangeError(`no offset ${offset}`);
  const before = text.slice(0, offset);
  const after = text.slice(offset);
  if (block.type === "cell") {
    const first = make.recoded(block, before.replace(/\n$/, ""));
    const { options } = block;
    const name = isCellName(block.name) ? block.name : "cell";
    const code = before.endsWith("\n") ? after : after.replace(/^\n/, "");
    return [first, withGap(make.cell({ code, name, options }), block.gap)];
  }
  const first = make.prose(before.replace(/(?:\n[ \t]*)+$/, ""), withGap(block, ""));
  const second = make.blocks({ type: "prose", text: after.replace(/^(?:[ \t]*\n)+/, "") });
  const last = second.at(-1);
  return last === undefined ? first : [...first, ...second.slice(0, -1), withGap(last, block.gap)];
}

function merge(make: Maker, block: Block, next: Block): readonly Block[] {
  const text = next.type === "cell" ? next.code : next.text;
  const joined =
    block.type === "cell"
      ? [make.recoded(block, join(block.code, "\n", text))]
      : make.prose(join(block.text, "\n\n", text), block);
  const last = joined.length - 1;
  return joined.map((one, at) => (at === last ? withGap(one, next.gap) : one));
}

function join(a: string, between: string, b: string): string {
  return a === "" || b === "" ? a + b : a + between + b;
}

/**
 * Replaces blocks and mends the gaps where blocks meet that did not meet before; the end of the
 * file stays as it was.
 */
function put(
  document: Document,
  make: Maker,
  at: number,
  count: number,
  inserted: readonly Block[],
): Applied {
  const { blocks } = document;
  const end = at + count;
  const next = new Map(blocks.map(({ id }, index) => [id, blocks[index + 1]?.id]));
  const run = [...blocks.slice(Math.max(0, at - 1), at), ...inserted];
  const mended = run.map((block, index) => {
    const follower = run[index + 1] ?? blocks[end];
    if (follower === undefined) return withGap(block, blocks.at(-1)?.gap ?? make.newline);
    const proseMet = block.type === "prose" && follower.type === "prose";
    const asBefore = next.get(block.id) === follower.id;
    return asBefore && !proseMet ? block : withGap(block, separating(block.gap, make.newline));
  });
  // The block before takes part only when its gap had to change.
  const before = at > 0 && mended[0] !== blocks[at - 1] ? 1 : 0;
  const edit: Replace = {
    type: "replace",
    at: at - before,
    count: count + before,
    blocks: mended.slice(at > 0 && before === 0 ? 1 : 0),
  };
  return replace(document, edit, make.nextId());
}

/** The gap, made long enough to keep two blocks apart: a blank line at least. */
function separating(gap: string, newline: string): string {
  const lines = splitLines(gap);
  const open = lines.length > 0 && endOf(lines[lines.length - 1]) === "";
  const more = Math.max(open ? 1 : 0, 2 - lines.length + (open ? 1 : 0));
  return joinLines([...lines, ...Array.from({ length: more }, () => newline)]);
}

function replace(document: Document, edit: Replace, nextId: BlockId): Applied {
  const { head, blocks } = document;
  const { at, count } = edit;
  if (!(at >= 0 && count >= 0 && at + count <= blocks.length)) {
    throw new RangeError(`no blocks ${at} to ${at + count}`);
  }
  const removed = blocks.slice(at, at + count);
  const inverse: Replace = { type: "replace", at, count: edit.blocks.length, blocks: removed };
  return {
    document: { head, blocks: blocks.toSpliced(at, count, ...edit.blocks), nextId },
    inverse,
  };
}
