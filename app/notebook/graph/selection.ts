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

/**
 * What a user, or an edit, wants to run; plain data, cells by name. Names of cells that are not there
 * are ignored.
 */
export type Wish =
  /** These cells, explored; of what they need recorded results are good enough. */
  | { readonly type: "cells"; readonly names: readonly string[] }
  /** These cells and all that they need, explored again. */
  | { readonly type: "with ancestors"; readonly names: readonly string[] }
  /** The recorded results of these cells with their interleavings, explored where not current. */
  | { readonly type: "recall"; readonly names: readonly string[] }
  | { readonly type: "all" }
  /** What runs by itself after an edit, `live` names the cells that are. */
  | { readonly type: "automatic"; readonly live: readonly string[]; readonly all: boolean };

/** The cells that fulfil a wish, in dataflow order. */
export function selectFor(analysis: Analysis, wish: Wish): Selected[] {
  const { cells } = analysis;
  const named = (names: readonly string[]): number[] => {
    const wanted = new Set(names);
    return cells.flatMap(({ cell }, index) => (wanted.has(cell.name) ? [index] : []));
  };
  switch (wish.type) {
    case "cells":
      return selectCells(analysis, named(wish.names));
    case "with ancestors":
      return select(analysis, named(wish.names), "explore", "explore");
    case "recall":
      return select(analysis, named(wish.names), "recall", "recall");
    case "all":
      return selectCells(analysis, cells.keys());
    case "automatic": {
      const live = new Set(named(wish.live));
      return selectAutomatic(analysis, (cell) => live.has(cell), wish.all);
    }
  }
}

/** Whether a cell has problems, or needs one that has: then it cannot be run. */
export function blockedCells({ cells, graph }: Analysis): ReadonlySet<number> {
  const bad = cells.flatMap(({ problems }, index) => (problems.length > 0 ? [index] : []));
  return new Set([...bad, ...descendants(graph, bad)]);
}

/** Some cells, explored, and what they need. */
function selectCells(analysis: Analysis, wanted: Iterable<number>): Selected[] {
  return select(analysis, wanted, "explore", "recall");
}

/**
 * What runs by itself after an edit: cells whose value is not live and that are cheap or marked
 * `auto=true`, and what they need of cells that may run by themselves. Blocked cells, and cells that
 * need an exploration that may not, are left alone.
 *
 * @param isLive whether the kernel has the cell's value under its present key
 * @param all whether explorations run by themselves, too: the notebook's switch
 */
function selectAutomatic(
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

function select(
  { graph }: Analysis,
  targets: Iterable<number>,
  wantedMode: RunMode,
  neededMode: RunMode,
): Selected[] {
  const wanted = new Set(targets);
  const needed = new Set(ancestors(graph, wanted));
  return graph.order.flatMap((cell) => {
    if (wanted.has(cell)) return [{ cell, mode: wantedMode }];
    return needed.has(cell) ? [{ cell, mode: neededMode }] : [];
  });
}
