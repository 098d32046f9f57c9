import type { WorkloadsResult } from "../../engine/workloads/result.js";

/** One series of random workloads; the check of a failing one is among the results, too. */
export type JsonWorkloads = { readonly cell: string } & Omit<WorkloadsResult, "result">;

/** A series as `heddle run --json` prints it. */
export function jsonWorkloads(
  cell: string,
  { result: _, ...series }: WorkloadsResult,
): JsonWorkloads {
  return { cell, ...series };
}
