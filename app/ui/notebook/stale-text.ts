import type { Freshness } from "../../notebook/results/staleness.js";
import { localTime } from "../format/local-time.js";

/**
 * Why a result is not that of the present source, one sentence; null when it is.
 *
 * @param current whether the result has the key of the present source
 */
export function staleText(freshness: Freshness, current: boolean): string | null {
  if (current) return null;
  if (freshness.kind !== "stale") return "The cell, or what it needs, has changed since.";
  const { because, since } = freshness;
  const what = because.slice(0, 1).toUpperCase() + because.slice(1);
  const verb = because.startsWith("cells ") ? "have" : "has";
  return `${what} ${verb} changed${since === null ? "" : ` (noticed ${localTime(since)})`}.`;
}
