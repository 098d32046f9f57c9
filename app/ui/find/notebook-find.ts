/** Find and replace in one notebook: the query, where it has got to, and what it does. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Block } from "../../notebook/document/block.js";
import type { NotebookEditing } from "../notebook/editing.js";
import {
  type Found,
  type Match,
  type Query,
  replaceEdits,
  search,
  searchedText,
} from "./search.js";

/** What the search bar is drawn from. */
export interface FindState {
  readonly open: boolean;
  /** How often the bar was asked for: each time its text is there to be typed over. */
  readonly asked: number;
  /** Whether the bar offers to replace. */
  readonly replacing: boolean;
  readonly query: Query;
  readonly replacement: string;
  /** Index of the match that the search is at; -1 before the first one. */
  readonly current: number;
}

/** See the head of this file. */
export class NotebookFind {
  readonly store: StoreApi<FindState> = createStore<FindState>(() => ({
    open: false,
    asked: 0,
    replacing: false,
    query: { text: "", matchCase: false, wholeWord: false, regexp: false },
    replacement: "",
    current: -1,
  }));
  private known: { blocks: readonly Block[]; query: Query; found: Found } | null = null;

  constructor(private readonly editing: NotebookEditing) {}

  /** Whether the search bar is there. */
  get isOpen(): boolean {
    return this.store.getState().open;
  }

  /** Everything that the query finds in the notebook as it is. */
  get found(): Found {
    const { blocks } = this.editing;
    const { query } = this.store.getState();
    if (this.known?.blocks !== blocks || this.known.query !== query) {
      this.known = { blocks, query, found: search(blocks, query) };
    }
    return this.known.found;
  }

  /** The match that the search is at; null for none. */
  get match(): Match | null {
    return this.found.matches.at(Math.max(0, this.store.getState().current)) ?? null;
  }

  /** Opens the bar; what is selected in a text is looked for. */
  open(replacing: boolean): void {
    const { caret, blocks } = this.editing;
    const block = blocks.find(({ id }) => id === caret?.block);
    const text = block === undefined ? "" : searchedText(block);
    const chosen = text.slice(caret?.from, caret?.to);
    const { query } = this.store.getState();
    const seed = this.editing.mode === "edit" && chosen !== "" && !chosen.includes("\n");
    this.store.setState(({ asked }) => ({ open: true, replacing, asked: asked + 1 }));
    this.look(seed ? { ...query, text: chosen } : query);
  }

  /** Closes the bar. */
  close(): void {
    this.store.setState({ open: false });
  }

  /** Looks for something else, from the selected block or the caret on. */
  look(query: Query): void {
    this.store.setState({ query });
    const { caret, selected, blocks } = this.editing;
    const order = new Map(blocks.map(({ id }, at) => [id, at]));
    const from = order.get(selected ?? -1) ?? 0;
    const offset = caret?.block === selected ? (caret?.from ?? 0) : 0;
    const at = this.found.matches.findIndex(({ block, start }) => {
      const index = order.get(block) ?? 0;
      return index > from || (index === from && start >= offset);
    });
    this.store.setState({ current: this.found.matches.length === 0 ? -1 : Math.max(0, at) });
  }

  /** Goes on to the next match or the one before, around the ends of the notebook. */
  go(by: 1 | -1): void {
    if (!this.isOpen) this.store.setState({ open: true });
    const { length } = this.found.matches;
    const { current } = this.store.getState();
    this.store.setState({ current: length === 0 ? -1 : (current + by + length) % length });
  }

  /** Replaces the match that the search is at, and goes to the next one. */
  replace(): void {
    const { match } = this;
    if (match === null) return;
    const { query, replacement, current } = this.store.getState();
    const isIt = ({ block, start }: Match): boolean =>
      block === match.block && start === match.start;
    this.editing.editTogether(replaceEdits(this.editing.blocks, query, replacement, isIt));
    const { matches } = this.found;
    const after = match.start + replacement.length;
    // What was put in may match again; it is not replaced twice.
    const skips = matches
      .slice(Math.max(0, current))
      .findIndex(({ block, start }) => block !== match.block || start >= after);
    const next = Math.max(0, current) + Math.max(0, skips);
    this.store.setState({ current: matches.length === 0 ? -1 : next % matches.length });
  }

  /** Replaces every match, as one step of undo; returns how many there were. */
  replaceAll(): number {
    const { query, replacement } = this.store.getState();
    const count = this.found.matches.length;
    this.editing.editTogether(replaceEdits(this.editing.blocks, query, replacement, () => true));
    this.store.setState({ current: this.found.matches.length === 0 ? -1 : 0 });
    return count;
  }
}
