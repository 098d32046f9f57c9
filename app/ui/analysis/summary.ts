/** What the page knows of a notebook's cells without running them: plain data from a worker. */
import type { BlockId } from "../../notebook/document/block.js";
import type { Graph } from "../../notebook/graph/graph.js";
import type { Notebook } from "../../notebook/notebook.js";
import type { Problem } from "../../notebook/place.js";
import type { Freshness } from "../../notebook/results/staleness.js";
import type { Results } from "../../notebook/results/record.js";
import type { CellCode } from "../../kernel/protocol.js";

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
  /** Ready to be run; null when the cell has problems. */
  readonly code: CellCode | null;
  /** How what is recorded stands to the cell as it is. */
  readonly freshness: Freshness;
}

/** All cells in file order, and how they hang together. */
export interface NotebookSummary {
  readonly cells: readonly CellSummary[];
  readonly graph: Graph;
}

/** Before the first analysis. */
export const noSummary: NotebookSummary = {
  cells: [],
  graph: { parents: [], children: [], order: [], cycles: [] },
};
