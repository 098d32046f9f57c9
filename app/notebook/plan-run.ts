/**
 * From what a user, or an edit, wants to run to what the kernel is asked to do. Data in and out, so
 * that it can be asked of a worker.
 */
import type { RecordedCheck } from "../../engine/check/recorded.js";
import type { RecordedWorkloads } from "../../engine/workloads/result.js";
import { type CompiledCell, compileCell } from "./compile-cell.js";
import { ancestors } from "./graph/graph.js";
import { type RunMode, type Wish, blockedCells, selectFor } from "./graph/selection.js";
import type { Problem } from "./place.js";
import type { Results } from "./results/record.js";
import { type Present, freshness } from "./results/staleness.js";

/** One cell of a run; a `CellRun` of the kernel. */
export interface PlannedCell {
  readonly cell: CompiledCell & { readonly key: string };
  readonly mode: RunMode;
  /** Whether it is evaluated even though its value is live. */
  readonly force: boolean;
  /**
   * In mode `recall` the recorded results of the cell as it is. In mode `explore` those of the cell
   * as it was before it changed: their interleavings are tried first.
   */
  readonly recorded: readonly RecordedCheck[];
  readonly recordedWorkloads: readonly RecordedWorkloads[];
}

/** A cell that was to run and cannot. */
export interface BlockedCell {
  readonly name: string;
  /** Its own; empty when the cell is only in want of another one. */
  readonly problems: readonly Problem[];
  /** The first of the cells with problems that it needs; null when the problems are its own. */
  readonly by: string | null;
}

/** What a run comes to. */
export interface RunPlan {
  /** In dataflow order. */
  readonly cells: readonly PlannedCell[];
  /** Cells left out, and why; file order. */
  readonly blocked: readonly BlockedCell[];
}

/**
 * Plans a run. Cells that have problems, and those that need them, are left out. A cell that is only
 * needed for its definitions is recalled where its results are current; where they are not, it
 * explores.
 */
export function planRun(present: Present, results: Results, wish: Wish): RunPlan {
  const { analysis, keys } = present;
  const blocked = blockedCells(analysis);
  const fresh = freshness(present, results);
  const cells: PlannedCell[] = [];
  const left: number[] = [];
  for (const { cell: index, mode } of selectFor(analysis, wish)) {
    const key = keys[index];
    if (blocked.has(index) || key === null) {
      left.push(index);
      continue;
    }
    const analysed = analysis.cells[index];
    const record = results.get(analysed.cell.name);
    const current = fresh[index].kind === "current";
    const recall = mode === "recall" && current;
    const known = record !== undefined && (recall || !current);
    cells.push({
      cell: { ...compileCell(analysed), key },
      mode: recall ? "recall" : "explore",
      force: mode === "explore",
      recorded: known ? record.checks : [],
      recordedWorkloads: known ? record.workloads : [],
    });
  }
  left.sort((a, b) => a - b);
  return { cells, blocked: left.map((index) => blockedCell(present, index)) };
}

function blockedCell({ analysis: { cells, graph } }: Present, index: number): BlockedCell {
  const { cell, problems } = cells[index];
  const culprit = ancestors(graph, [index]).find((other) => cells[other].problems.length > 0);
  const by = problems.length > 0 || culprit === undefined ? null : cells[culprit].cell.name;
  return { name: cell.name, problems, by };
}
