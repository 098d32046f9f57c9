/** Which recorded results are those of the code as it is, and why the others are not. */
import type { Analysis } from "../analysis/analyse.js";
import { ancestors } from "../graph/graph.js";
import { sourceDigest } from "../graph/keys.js";
import type { CellRecord, Results } from "./record.js";

/** How a cell's record stands to the cell. */
export type Freshness =
  /** Nothing was recorded under the cell's name. */
  | { readonly kind: "none" }
  | { readonly kind: "current" }
  | {
      readonly kind: "stale";
      /** What changed, in words: `its code`, `the engine`, `cell helpers (which it needs)`. */
      readonly because: string;
      /** Since when it is known to be stale, ISO 8601; null when that was never noted. */
      readonly since: string | null;
    };

/** What cells are compared with. */
export interface Present {
  readonly analysis: Analysis;
  /** See `cellKeys`. */
  readonly keys: readonly (string | null)[];
  readonly engineVersion: string;
}

/** Freshness of every cell, by index. A result whose key does not match is never current. */
export function freshness(present: Present, results: Results): Freshness[] {
  const { cells } = present.analysis;
  return cells.map(({ cell }, index) => {
    const record = results.get(cell.name);
    if (record === undefined) return { kind: "none" };
    if (present.keys[index] === record.key) return { kind: "current" };
    const because = reason(present, results, index, record);
    return { kind: "stale", because, since: record.staleSince };
  });
}

function reason(
  { analysis, engineVersion }: Present,
  results: Results,
  index: number,
  record: CellRecord,
): string {
  if (sourceDigest(analysis.cells[index]) !== record.source) return "its code";
  const changed = ancestors(analysis.graph, [index])
    .map((other) => analysis.cells[other])
    .filter((one) => results.get(one.cell.name)?.source !== sourceDigest(one))
    .map(({ cell }) => cell.name);
  if (changed.length === 1) return `cell ${changed[0]} (which it needs)`;
  if (changed.length > 1) return `cells ${changed.join(", ")} (which it needs)`;
  return record.engine === engineVersion ? "what it needs" : "the engine";
}

/**
 * The records with the time noted since when each is stale: newly stale ones get `now`, and those
 * that an undone edit has made current again lose it.
 *
 * @param cells of the notebook, as `freshness` says of these results
 * @param now ISO 8601, UTC
 * @returns the same value when nothing changes
 */
export function noteStale(
  cells: readonly { readonly name: string; readonly freshness: Freshness }[],
  results: Results,
  now: string,
): Results {
  const noted = new Map(results);
  let changed = false;
  for (const { name, freshness: fresh } of cells) {
    const record = results.get(name);
    if (record === undefined) continue;
    const staleSince = fresh.kind === "stale" ? (record.staleSince ?? now) : null;
    if (staleSince === record.staleSince) continue;
    noted.set(name, { ...record, staleSince });
    changed = true;
  }
  return changed ? noted : results;
}
