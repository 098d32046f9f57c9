import type { Block, BlockId, Document } from "./block.js";

/** What a block is to become; the document chooses its identity, its fences and its line ends. */
export type NewBlock =
  | { readonly type: "prose"; readonly text: string }
  | {
      readonly type: "cell";
      readonly code: string;
      /** Made unique when taken. Default `cell`. */
      readonly name?: string;
      readonly options?: ReadonlyMap<string, string>;
    };

/**
 * A change of a document, as a value. Texts and codes have line ends as an editor holds them;
 * offsets count UTF-16 units of `Prose.text` or `CellBlock.code`.
 */
export type Edit =
  /** Puts a block before the one at index `at`, or at the end. */
  | { readonly type: "insert"; readonly at: number; readonly block: NewBlock }
  | { readonly type: "delete"; readonly id: BlockId }
  /** Moves a block so that its index becomes `to`. */
  | { readonly type: "move"; readonly id: BlockId; readonly to: number }
  /** Cuts a block in two of its kind; the second one is new. */
  | { readonly type: "split"; readonly id: BlockId; readonly offset: number }
  /** Joins a block and the next one; the first one's kind, name and identity stay. */
  | { readonly type: "merge"; readonly id: BlockId }
  | { readonly type: "rename"; readonly id: BlockId; readonly name: string }
  /** Makes prose a cell (named `name`, made unique; default `cell`), or a cell prose. */
  | { readonly type: "retype"; readonly id: BlockId; readonly name?: string }
  | { readonly type: "setText"; readonly id: BlockId; readonly text: string }
  | {
      readonly type: "setOptions";
      readonly id: BlockId;
      readonly options: ReadonlyMap<string, string>;
    }
  /** Puts blocks in place of `count` others as they are: what the inverse of every edit is. */
  | Replace;

/** See `Edit`. */
export interface Replace {
  readonly type: "replace";
  readonly at: number;
  readonly count: number;
  readonly blocks: readonly Block[];
}

/** An edited document and how to get back. */
export interface Applied {
  readonly document: Document;
  readonly inverse: Replace;
}
