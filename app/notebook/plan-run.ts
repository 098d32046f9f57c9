/** From a selection of cells to what the kernel is asked to do. */
import type { RecordedCheck } from "../../engine/check/recorded.js";
import type { RecordedWorkloads } from "../../engine/workloads/result.js";
import { type CompiledCell, compileCell } from "./compile-cell.js";
import { type RunMode, type Selected, blockedCells } from "./graph/selection.js";
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

/**
 * Plans a run. Cells that have problems, and those that need them, are left out. A cell that is only
 * needed for its definitions is recalled where its results are current; where they are not, it
 * explores.
 *
 * @param selected cells in dataflow order, see `selection.ts`
 */
export function planRun(
  present: Present,
  results: Results,
  selected: readonly Selected[],
): PlannedCell[] {
  const { analysis, keys } = present;
  const blocked = blockedCells(analysis);
  const fresh = freshness(present, results);
  return selected.flatMap(({ cell: index, mode }) => {
    const key = keys[index];
    if (blocked.has(index) || key === null) return [];
    const analysed = analysis.cells[index];
    const record = results.get(analysed.cell.name);
    const current = fresh[index].kind === "current";
    const recall = mode === "recall" && current;
    const known = record !== undefined && (recall || !current);
    return [
      {
        cell: { ...compileCell(analysed), key },
        mode: recall ? "recall" : "explore",
        force: mode === "explore",
        recorded: known ? record.checks : [],
        recordedWorkloads: known ? record.workloads : [],
      } as const,
    ];
  });
}
