/** Which cells a wish to run something runs, and what stands in its way. */
import type { CellRun } from "../../kernel/protocol.js";
import { ancestors } from "../../notebook/graph/graph.js";
import type { CellSummary, NotebookSummary } from "../analysis/summary.js";
import type { CellOutput } from "./outputs.js";

/** Cells to run, or the cells whose problems prevent it. */
export interface RunPlan {
  /** In dataflow order. */
  readonly cells: readonly CellRun[];
  /** Cells that cannot run, because they or what they need have problems; file order. */
  readonly blocked: readonly CellSummary[];
}

/**
 * Plans to run cells with all that they need. What they need is evaluated only where its value is
 * not live; the wanted cells are evaluated again. Cells with problems, and those that need them, are
 * left out.
 *
 * @param wanted names of cells
 */
export function planRun({ cells, graph }: NotebookSummary, wanted: ReadonlySet<string>): RunPlan {
  const targets = cells.flatMap(({ name }, index) => (wanted.has(name) ? [index] : []));
  const chosen = new Set([...ancestors(graph, targets), ...targets]);
  const stuck = new Set<number>();
  const runs: CellRun[] = [];
  for (const index of graph.order) {
    if (!chosen.has(index)) continue;
    const { code, name } = cells[index];
    if (code === null || graph.parents[index].some((parent) => stuck.has(parent))) stuck.add(index);
    else runs.push({ cell: code, mode: "explore", force: wanted.has(name) });
  }
  return { cells: runs, blocked: cells.filter((_, index) => stuck.has(index)) };
}

/** Whether a cell's output is that of its present source. */
export function isCurrent({ key }: CellSummary, output: CellOutput | undefined): boolean {
  return output?.phase === "done" && output.key === key;
}

/** Names of the cells whose output is missing or stale. */
export function staleCells(
  { cells }: NotebookSummary,
  outputs: ReadonlyMap<string, CellOutput>,
): ReadonlySet<string> {
  return new Set(
    cells.filter((cell) => !isCurrent(cell, outputs.get(cell.name))).map(({ name }) => name),
  );
}
