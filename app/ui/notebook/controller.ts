/**
 * One open notebook: its document with undo, what is known of its cells, its kernel session and
 * what running gave. Everything that the user can do to a notebook is a method here, or of one of
 * the parts that it is made of.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RunEnd } from "../../kernel/protocol.js";
import type { BlockId, Document } from "../../notebook/document/block.js";
import type { Edit } from "../../notebook/document/edit.js";
import { newHistory, seal } from "../../notebook/document/history.js";
import { parseDocument } from "../../notebook/document/parse-document.js";
import { rereadDocument } from "../../notebook/document/reread-document.js";
import { serializeDocument } from "../../notebook/document/serialize-document.js";
import { noSummary } from "../analysis/summary.js";
import { NotebookFind } from "../find/notebook-find.js";
import { NotebookAnalysis } from "./analysing.js";
import { NotebookEditing } from "./editing.js";
import { NotebookLooking } from "./looking.js";
import type { Mode, NotebookFile, NotebookServices, NotebookState } from "./notebook-state.js";
import { NotebookRunning } from "./running.js";
import { WhatIfs } from "./what-ifs.js";

/** See the head of this file. */
export class NotebookController {
  readonly store: StoreApi<NotebookState>;
  readonly editing: NotebookEditing;
  readonly find: NotebookFind;
  readonly running: NotebookRunning;
  readonly looking: NotebookLooking;
  readonly whatIfs: WhatIfs;
  private readonly services: NotebookServices;
  /** The text that was asked for last: it is asked for with every change of the page. */
  private written: { readonly document: Document; readonly text: string } | null = null;

  constructor(
    { path, name, text, savedText = text, results }: NotebookFile,
    services: NotebookServices,
  ) {
    this.services = services;
    const document = parseDocument(text);
    this.store = createStore<NotebookState>(() => ({
      path,
      name,
      history: newHistory(document),
      savedText,
      selected: document.blocks.at(0)?.id ?? null,
      anchor: null,
      mode: "command",
      goal: null,
      heading: null,
      folded: { code: new Set(), output: new Set() },
      numbered: true,
      diagnostics: new Map(),
      summary: noSummary,
      outputs: new Map(),
      recorded: results,
      savedResults: results,
      lost: null,
      focus: null,
      whatIfs: new Map(),
      marked: [],
      watches: [],
      filter: null,
      busy: false,
    }));
    const analysis = new NotebookAnalysis(this.store, services);
    this.running = new NotebookRunning(name, this.store, services, analysis);
    this.whatIfs = new WhatIfs(this.store, this.running);
    this.looking = new NotebookLooking(this.store, this.running);
    this.editing = new NotebookEditing(
      this.store,
      () => services.now(),
      () => {
        void analysis.update();
        this.running.edited();
      },
    );
    this.find = new NotebookFind(this.editing);
    void analysis.update();
  }

  // Editing

  /** Makes an edit that can be undone. */
  edit(edit: Edit): void {
    this.editing.edit(edit);
  }

  /** Takes back the last edit. */
  undo(): void {
    this.editing.undo();
  }

  /** Makes the edit again that was undone last. */
  redo(): void {
    this.editing.redo();
  }

  /** Selects a block; in `edit` mode the keyboard goes into its text. */
  select(selected: BlockId | null, mode: Mode): void {
    this.editing.select(selected, mode);
  }

  /** The file's text as it would be saved. */
  get text(): string {
    const { document } = this.state.history;
    if (this.written?.document !== document) {
      this.written = { document, text: serializeDocument(document) };
    }
    return this.written.text;
  }

  /** Notes that a text is on disk under a path. */
  saved(path: string, name: string, text: string): void {
    const { history, recorded } = this.state;
    const saved = { savedText: text, savedResults: recorded };
    this.store.setState({ path, name, ...saved, history: seal(history) });
  }

  /**
   * Takes over a text that somebody else wrote to the file. Blocks that are still there keep their
   * identity and their output, and undo leads back.
   */
  reread(text: string): void {
    this.editing.replace(rereadDocument(this.state.history.document, text));
    this.store.setState({ savedText: text });
  }

  // Running

  /** Runs cells, and what they need where that is not live. */
  run(names: Iterable<string>): Promise<RunEnd> {
    return this.running.run({ type: "cells", names: [...names] });
  }

  /** Runs cells and all that they need, explored again also where that is live or recorded. */
  runWithNeeded(names: Iterable<string>): Promise<RunEnd> {
    return this.running.run({ type: "with ancestors", names: [...names] });
  }

  /** Runs every cell. */
  runAll(): Promise<RunEnd> {
    return this.running.run({ type: "all" });
  }

  /** Runs the cells whose output is missing or stale. */
  runStale(): Promise<void> {
    return this.running.runStale();
  }

  /** Stops what runs; cells that had finished keep their output. */
  interrupt(): Promise<void> {
    return this.running.interrupt();
  }

  /** Forgets the values of all cells. */
  restart(): void {
    this.running.restart();
  }

  /** Ends the kernel; the notebook is not to be used afterwards. */
  close(): void {
    this.running.close();
    this.services.analyser.close();
  }

  private get state(): NotebookState {
    return this.store.getState();
  }
}
