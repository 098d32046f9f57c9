import type { BlockId } from "./document/block.js";

/** One ` ```ts #name ` fence. */
export interface Cell {
  /** The cell's block in its document. */
  readonly block: BlockId;
  readonly name: string;
  /** `key=value` words after the name. */
  readonly options: ReadonlyMap<string, string>;
  /** File line of the opening fence, from 1. */
  readonly fenceLine: number;
  /** File line of the first line of code: always `fenceLine + 1`. */
  readonly firstLine: number;
  /** File line of the closing fence. */
  readonly closingLine: number;
  /** The code, lines joined by newlines, without the fences. */
  readonly code: string;
}

/** A parsed `*.heddle.md` file. */
export interface Notebook {
  /** As the user named it; the name of the script that the cells become. */
  readonly path: string;
  /** In file order; names are unique. */
  readonly cells: readonly Cell[];
  /** Lines in the file. */
  readonly lineCount: number;
}
