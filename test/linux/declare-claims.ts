import type { Builder } from "heddle";
import {
  type InvariantId,
  type PageCache,
  type ReachabilityId,
  invariants,
  reachability,
} from "heddle/linux";

/** What a row of a table of verdicts is about. */
export interface Claims {
  readonly holds?: readonly InvariantId[];
  readonly violated?: readonly InvariantId[];
  readonly reachable?: readonly ReachabilityId[];
}

/** Declares the claims that a row names; some rows are about deadlocks only. */
export function declareClaims(s: Builder, m: PageCache, row: Claims): void {
  const { holds = [], violated = [], reachable = [] } = row;
  const ids = [...holds, ...violated];
  if (ids.length > 0) invariants(s, m, ...ids);
  if (reachable.length > 0) reachability(s, m, ...reachable);
}
