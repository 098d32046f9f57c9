/** Keeps what is known of a notebook's cells up to date with its text and its recorded results. */
import type { StoreApi } from "zustand/vanilla";
import { toNotebook } from "../../notebook/document/to-notebook.js";
import type { Wish } from "../../notebook/graph/selection.js";
import type { RunPlan } from "../../notebook/plan-run.js";
import { noteStale } from "../../notebook/results/staleness.js";
import { keepKnown } from "../analysis/keep-known.js";
import type { NotebookServices, NotebookState } from "./notebook-state.js";

/** See the head of this file. */
export class NotebookAnalysis {
  /** The analysis under way; it answers for the latest document when it ends. */
  private under: Promise<void> | null = null;
  private outdated = false;

  constructor(
    private readonly store: StoreApi<NotebookState>,
    private readonly services: NotebookServices,
  ) {}

  /** Resolves when the summary is that of the present document. */
  update(): Promise<void> {
    this.outdated = true;
    this.under ??= this.keepUpdating().finally(() => {
      this.under = null;
    });
    return this.under;
  }

  /** Plans a run of the present document. */
  async plan(wish: Wish): Promise<RunPlan> {
    await this.update();
    return this.services.analyser.plan({ wish, results: this.store.getState().recorded });
  }

  private async keepUpdating(): Promise<void> {
    const { analyser, engineVersion, date } = this.services;
    while (this.outdated) {
      this.outdated = false;
      const { history, name, recorded: results } = this.store.getState();
      const notebook = toNotebook(history.document, name);
      const summary = await analyser.summarise({ notebook, results, engineVersion });
      this.store.setState(({ recorded, summary: before }) => ({
        summary: keepKnown(before, summary),
        recorded: recorded === results ? noteStale(summary.cells, results, date()) : recorded,
      }));
    }
  }
}
