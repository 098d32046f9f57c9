import {
  type Block,
  type BlockId,
  type CellBlock,
  type Document,
  makeCell,
  makeProse,
  withGap,
} from "./block.js";
import { isCellName } from "../parse-info.js";
import type { NewBlock } from "./edit.js";
import { changeOpening, markAround, newOpening, opensFence } from "./fence.js";
import { endOf, firstEnd, keepLineEnds, splitLines } from "./lines.js";
import { parseBlocks } from "./parse-document.js";
import { scan } from "./scan.js";
import { uniqueName } from "./unique-name.js";

/** A cell that is to be made; see `NewBlock`. */
export interface NewCell {
  readonly code: string;
  readonly name?: string | undefined;
  readonly options?: ReadonlyMap<string, string>;
}

/** Makes the blocks of one edit: counts identities, chooses names, fences and line ends. */
export interface Maker {
  /** The document's own line end, for new lines. */
  readonly newline: string;
  /** The identity of the next new block. */
  nextId(): BlockId;
  /** New blocks, the last of them without a gap. */
  blocks(block: NewBlock): readonly Block[];
  /** A new cell without a gap; with an identity of its own unless one is given. */
  cell(cell: NewCell, id?: BlockId): CellBlock;
  /**
   * The blocks that a text is, in place of another block whose identity and gap they take over:
   * one prose, or several blocks when the text has cells in it.
   */
  prose(text: string, instead: Block): readonly Block[];
  /** The cell with other code; its fences grow longer when the code would close them. */
  recoded(cell: CellBlock, code: string): CellBlock;
}

/** A maker for one edit of a document. */
export function makerFor({ head, blocks, nextId }: Document): Maker {
  const newline = newlineOf(head, blocks);
  const names = new Set(blocks.flatMap((block) => (block.type === "cell" ? [block.name] : [])));
  let next = nextId;

  const cell = ({ code, name = "cell", options }: NewCell, id?: BlockId): CellBlock => {
    if (!isCellName(name)) throw new RangeError(`#${name} is not a cell name`);
    const unique = uniqueName(name, names);
    names.add(unique);
    const opening = newOpening("```", unique, options) + newline;
    return recoded(makeCell(id ?? next++, opening, "", "```", ""), code);
  };
  const prose = (text: string, instead: Block): readonly Block[] => {
    const kept = keepLineEnds(instead.type === "prose" ? instead.source : "", text, newline);
    // The gap begins with a line end of its own, and CR LF would be one.
    const source = kept.replace(/\r$/, "\r\n");
    if (scan(source).every((part) => part.type === "prose")) {
      return [makeProse(instead.id, source, instead.gap)];
    }
    const made = parseBlocks(source, next).blocks;
    next += made.length;
    return made.map((block, at) => {
      const named = at === 0 ? { ...block, id: instead.id } : block;
      return at === made.length - 1 ? withGap(named, instead.gap) : named;
    });
  };
  return {
    newline,
    nextId: () => next,
    cell,
    prose,
    recoded,
    blocks: (block) =>
      block.type === "cell" ? [cell(block)] : prose(block.text, makeProse(next++, "", "")),
  };
}

function recoded(cell: CellBlock, code: string): CellBlock {
  if (code === cell.code) return cell;
  const text = code === "" ? "" : `${code}\n`;
  const body = keepLineEnds(cell.body, text, endOf(cell.opening));
  const mark = opensFence(cell.opening)?.mark ?? "```";
  const longer = markAround(mark, splitLines(body));
  const opening = longer === mark ? cell.opening : changeOpening(cell.opening, { mark: longer });
  const closing = longer === mark ? cell.closing : longer;
  return makeCell(cell.id, opening, body, closing, cell.gap);
}

function newlineOf(head: string, blocks: readonly Block[]): string {
  for (const block of blocks) {
    const text = block.type === "cell" ? block.opening : block.source + block.gap;
    if (/[\r\n]/.test(text)) return firstEnd(text);
  }
  return firstEnd(head);
}
