import { type InfoProblem, parseInfo } from "../parse-info.js";
import { opensFence } from "./fence.js";
import { toLf, withoutEnd } from "./lines.js";
import { type Fault, scan } from "./scan.js";

/** Identity of a block within its document, for keys and undo; it is not in the file. */
export type BlockId = number;

/** Text between cells. */
export interface Prose {
  readonly type: "prose";
  readonly id: BlockId;
  /** The text as it stands in the file, without the line end of its last line. */
  readonly source: string;
  /** From that line end to the next block: the line end and blank lines. */
  readonly gap: string;
  /** `source` with every line end as LF: what an editor shows. */
  readonly text: string;
  /** What is wrong in it, by line of the prose. */
  readonly faults: readonly Fault[];
  /** The line that would end a fence or comment that the text leaves open, or null. */
  readonly closer: string | null;
}

/** A cell: a ` ```ts #name key=value ` fence. */
export interface CellBlock {
  readonly type: "cell";
  readonly id: BlockId;
  /** The opening line with its line end. */
  readonly opening: string;
  /** All lines between the fences with their line ends. */
  readonly body: string;
  /** The closing line without its line end. */
  readonly closing: string;
  /** From the closing line's end to the next block: the line end and blank lines. */
  readonly gap: string;
  /** As written; see `problem`. */
  readonly name: string;
  readonly options: ReadonlyMap<string, string>;
  /** `body` with every line end as LF and without the last one: what an editor shows. */
  readonly code: string;
  /** What is wrong with the opening line, or null. */
  readonly problem: InfoProblem | null;
}

export type Block = Prose | CellBlock;

/** A notebook as text, cut into blocks that hold every character of it. */
export interface Document {
  /** What stands before the first block: a byte order mark, blank lines. */
  readonly head: string;
  readonly blocks: readonly Block[];
  /** The identity of the next new block; it only grows. */
  readonly nextId: BlockId;
}

/** Makes prose; the text must not contain a closed cell fence. */
export function makeProse(id: BlockId, source: string, gap: string): Prose {
  let faults: readonly Fault[] = [];
  let closer: string | null = null;
  for (const part of scan(source)) {
    if (part.type === "cell") throw new RangeError("prose with a cell in it");
    ({ faults, closer } = part);
  }
  return { type: "prose", id, source, gap, text: toLf(source), faults, closer };
}

/** Makes a cell of its lines; `body` must not contain a line that closes the fence. */
export function makeCell(
  id: BlockId,
  opening: string,
  body: string,
  closing: string,
  gap: string,
): CellBlock {
  const fence = opensFence(opening);
  const info = fence === null ? null : parseInfo(fence.info);
  if (info === null || !("options" in info)) {
    throw new RangeError(`not the opening line of a cell: ${opening}`);
  }
  const { name, options, problem } = info;
  const code = withoutEnd(toLf(body));
  return { type: "cell", id, opening, body, closing, gap, name, options, code, problem };
}

/** The same block with another gap after it. */
export function withGap<T extends Block>(block: T, gap: string): T {
  return block.gap === gap ? block : { ...block, gap };
}
