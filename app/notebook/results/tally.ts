import { type Results, tellingProperties } from "./record.js";

/** How many recorded claims there are, and how many of them are as their notebook expects. */
export interface Tally {
  readonly asExpected: number;
  readonly total: number;
}

/** Counts the claims of a notebook's records; a series of workloads is one claim. */
export function tallyResults(results: Results): Tally {
  let asExpected = 0;
  let total = 0;
  for (const { checks, workloads } of results.values()) {
    for (const { verdict, expected } of checks.flatMap(tellingProperties)) {
      total += 1;
      if (verdict === expected) asExpected += 1;
    }
    for (const { verdict, expected } of workloads) {
      total += 1;
      if (verdict === expected) asExpected += 1;
    }
  }
  return { asExpected, total };
}
