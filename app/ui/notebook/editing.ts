/** The editing of one open notebook: its document with undo, and what is selected in it. */
import type { StoreApi } from "zustand/vanilla";
import type { Block, BlockId, Document } from "../../notebook/document/block.js";
import type { Edit } from "../../notebook/document/edit.js";
import {
  type History,
  perform,
  performTogether,
  redo,
  replaceDocument,
  seal,
  undo,
} from "../../notebook/document/history.js";
import { followRenames, renamedCells } from "./follow-renames.js";
import type { CellDiagnostic, FoldedPart, Mode, NotebookState } from "./notebook-state.js";
import { selectionAfter } from "./selection-after.js";

/** The place of the caret in a block's text. */
export interface Caret {
  readonly block: BlockId;
  /** In UTF-16 units of the text. */
  readonly offset: number;
  /** What is selected there; both are the offset where nothing is. */
  readonly from: number;
  readonly to: number;
}

/** See the head of this file. */
export class NotebookEditing {
  private lastCaret: Caret | null = null;

  /**
   * @param now milliseconds from any fixed origin
   * @param changed called after the document has changed
   */
  constructor(
    private readonly store: StoreApi<NotebookState>,
    private readonly now: () => number,
    private readonly changed: () => void,
  ) {}

  /** Where the caret was last; null before there was one. */
  get caret(): Caret | null {
    return this.lastCaret;
  }

  /** Notes where the caret is. */
  moveCaret(caret: Caret): void {
    this.lastCaret = caret;
  }

  /** The blocks in file order. */
  get blocks(): readonly Block[] {
    return this.state.history.document.blocks;
  }

  /** The block that the keyboard moves. */
  get selected(): BlockId | null {
    return this.state.selected;
  }

  get mode(): Mode {
    return this.state.mode;
  }

  /** The other end of the selection; null where one block is selected. */
  get anchor(): BlockId | null {
    return this.state.anchor;
  }

  /** The selected blocks: from the anchor to the selected one, in file order. */
  get selection(): readonly Block[] {
    const { selected, anchor } = this.state;
    return rangeOf(this.blocks, selected, anchor);
  }

  /** Makes an edit that can be undone. */
  edit(edit: Edit): void {
    const { history, selected } = this.state;
    this.change(perform(history, edit, this.now(), selected));
  }

  /** Makes several edits, each on what the one before has left, that are undone as one. */
  editTogether(edits: readonly Edit[]): void {
    const { history, selected } = this.state;
    this.change(performTogether(history, edits, this.now(), selected));
  }

  /** Puts another document in place of the present one, as one step. */
  replace(document: Document): void {
    this.change(replaceDocument(this.state.history, document, this.now()));
  }

  /** Takes back the last edit and selects what was selected before it. */
  undo(): void {
    const { history } = this.state;
    this.change(undo(history), history.past.at(-1)?.selected ?? null);
  }

  /** Makes the edit again that was undone last. */
  redo(): void {
    const { history } = this.state;
    this.change(redo(history), history.future.at(-1)?.selected ?? null, true);
  }

  /** Selects one block; in `edit` mode the keyboard goes into its text. */
  select(selected: BlockId | null, mode: Mode): void {
    const { history } = this.state;
    this.store.setState({ selected, mode, anchor: null, heading: null, history: seal(history) });
  }

  /** Selects several blocks: from one to another one, which has the keyboard. */
  selectRange(anchor: BlockId, selected: BlockId): void {
    this.store.setState({ selected, anchor, mode: "command", history: seal(this.state.history) });
  }

  /** Edits the name and the options of a cell; null to end that. */
  editHeading(heading: BlockId | null): void {
    this.store.setState({ heading, mode: "command" });
  }

  /** Folds a part of blocks away, or shows it again. */
  fold(part: FoldedPart, ids: readonly BlockId[], folded: boolean): void {
    const next = new Set(this.state.folded[part]);
    for (const id of ids) {
      if (folded) next.add(id);
      else next.delete(id);
    }
    this.store.setState({ folded: { ...this.state.folded, [part]: next } });
  }

  /** Notes what the language service finds wrong in a cell. */
  diagnose(id: BlockId, found: readonly CellDiagnostic[]): void {
    const { diagnostics } = this.state;
    if (found.length === 0 && !diagnostics.has(id)) return;
    const next = new Map(diagnostics);
    if (found.length === 0) next.delete(id);
    else next.set(id, found);
    this.store.setState({ diagnostics: next });
  }

  private get state(): NotebookState {
    return this.store.getState();
  }

  private change(history: History, wanted = this.state.selected, again = false): void {
    const { history: before, anchor } = this.state;
    if (history === before) return;
    const selected = selectionAfter(before.document, history.document, wanted, again);
    const stays = history.document.blocks.some(({ id }) => id === anchor);
    const renamed = renamedCells(before.document, history.document);
    this.store.setState({
      history,
      selected,
      anchor: stays && selected === this.state.selected ? anchor : null,
      ...(renamed.size === 0 ? {} : followRenames(this.state, renamed)),
    });
    this.changed();
  }
}

/** Blocks between two, both included; at most the selected one where the other is not there. */
export function rangeOf(
  blocks: readonly Block[],
  selected: BlockId | null,
  anchor: BlockId | null,
): readonly Block[] {
  const to = blocks.findIndex(({ id }) => id === selected);
  if (to < 0) return [];
  const from = blocks.findIndex(({ id }) => id === anchor);
  return blocks.slice(Math.min(to, from < 0 ? to : from), Math.max(to, from) + 1);
}
