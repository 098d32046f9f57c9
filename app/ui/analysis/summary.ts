/** What the page knows of a notebook's cells without running them: plain data from a worker. */
import type { BlockId } from "../../notebook/document/block.js";
import type { Wish } from "../../notebook/graph/selection.js";
import type { Notebook } from "../../notebook/notebook.js";
import type { Problem } from "../../notebook/place.js";
import type { RunPlan } from "../../notebook/plan-run.js";
import type { Freshness } from "../../notebook/results/staleness.js";
import type { Results } from "../../notebook/results/record.js";

/** A notebook to be analysed. */
export interface AnalysisRequest {
  readonly notebook: Notebook;
  /** What is recorded of it. */
  readonly results: Results;
  readonly engineVersion: string;
}

/** One cell. */
export interface CellSummary {
  readonly block: BlockId;
  readonly name: string;
  /** File line of its first line of code, for what `problems` says. */
  readonly firstLine: number;
  /** See `cellKeys`; null for a cell that needs itself. */
  readonly key: string | null;
  /** The cell's own part of the key. */
  readonly source: string;
  /** Whether running it may take long. */
  readonly explores: boolean;
  /** At places of the file. */
  readonly problems: readonly Problem[];
  /** How what is recorded stands to the cell as it is. */
  readonly freshness: Freshness;
}

/** All cells in file order. */
export interface NotebookSummary {
  readonly cells: readonly CellSummary[];
}

const byBlock = new WeakMap<NotebookSummary, ReadonlyMap<BlockId, CellSummary>>();

/** The summary of one cell; undefined before its first analysis. */
export function summaryOf(summary: NotebookSummary, block: BlockId): CellSummary | undefined {
  let known = byBlock.get(summary);
  if (known === undefined) {
    known = new Map(summary.cells.map((cell) => [cell.block, cell]));
    byBlock.set(summary, known);
  }
  return known.get(block);
}

/** Before the first analysis. */
export const noSummary: NotebookSummary = { cells: [] };

/** A run to be planned, of the notebook that was analysed last. */
export interface PlanRequest {
  readonly wish: Wish;
  readonly results: Results;
}

/** What the page asks of the analysis; requests are answered in order. */
export interface Analyser {
  readonly summarise: (request: AnalysisRequest) => Promise<NotebookSummary>;
  readonly plan: (request: PlanRequest) => Promise<RunPlan>;
  readonly close: () => void;
}
