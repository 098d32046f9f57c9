/** Which cells a wish to run something runs, in which order and how. Cells are named by index. */
import type { Analysis } from "../analysis/analyse.js";
import { ancestors, descendants } from "./graph.js";

/**
 * `explore`: the user asked for it. `recall`: only its definitions are needed, so its checks return
 * what was recorded where that is current; where it is not, they explore.
 */
export type RunMode = "explore" | "recall";

/** One cell of a selection. */
export interface Selected {
  readonly cell: number;
  readonly mode: RunMode;
}

/** Whether a cell has problems, or needs one that has: then it cannot be run. */
export function blockedCells({ cells, graph }: Analysis): ReadonlySet<number> {
  const bad = cells.flatMap(({ problems }, index) => (problems.length > 0 ? [index] : []));
  return new Set([...bad, ...descendants(graph, bad)]);
}

/** Some cells, and what they need. */
export function selectCells(analysis: Analysis, wanted: Iterable<number>): Selected[] {
  return select(analysis, new Set(wanted), "recall");
}

/** Some cells and what they need, all of it explored again. */
export function selectWithAncestors(analysis: Analysis, wanted: Iterable<number>): Selected[] {
  return select(analysis, new Set(wanted), "explore");
}

/** Every cell. */
export function selectAll(analysis: Analysis): Selected[] {
  return selectCells(analysis, analysis.cells.keys());
}

/**
 * Every cell whose result is not current, and what they need.
 *
 * @param isCurrent whether a cell's result is recorded under its present key
 */
export function selectStale(analysis: Analysis, isCurrent: (cell: number) => boolean): Selected[] {
  return selectCells(
    analysis,
    analysis.graph.order.filter((cell) => !isCurrent(cell)),
  );
}

/**
 * What runs by itself after an edit: cells whose value is not live and that are cheap or marked
 * `auto=true`, and what they need of cells that may run by themselves. Blocked cells, and cells that
 * need an exploration that may not, are left alone.
 *
 * @param isLive whether the kernel has the cell's value under its present key
 * @param all whether explorations run by themselves, too: the notebook's switch
 */
export function selectAutomatic(
  analysis: Analysis,
  isLive: (cell: number) => boolean,
  all: boolean,
): Selected[] {
  const { cells, graph } = analysis;
  const blocked = blockedCells(analysis);
  const mayRun = new Set<number>();
  const wanted: number[] = [];
  for (const index of graph.order) {
    if (blocked.has(index)) continue;
    const { cell, explores } = cells[index];
    const live = isLive(index);
    const eligible = all || !explores || cell.options.get("auto") === "true";
    if (!live && !(eligible && graph.parents[index].every((parent) => mayRun.has(parent))))
      continue;
    mayRun.add(index);
    if (!live) wanted.push(index);
  }
  return selectCells(analysis, wanted);
}

function select({ graph }: Analysis, wanted: ReadonlySet<number>, needed: RunMode): Selected[] {
  const chosen = new Set([...wanted, ...ancestors(graph, wanted)]);
  return graph.order
    .filter((cell) => chosen.has(cell))
    .map((cell) => ({ cell, mode: wanted.has(cell) ? "explore" : needed }));
}
