/**
 * What an engine found out about each property, before it is written up: both engines end here.
 */
import type { Outcome, Verdict } from "./result.js";

/** The verdict on one property and the schedule that shows it. */
export interface Finding {
  readonly verdict: Verdict;
  /** Moves of the violating (or witnessing) run from the initial state; null when there is none. */
  readonly moves: readonly number[] | null;
  readonly switches: number | null;
  /** True when `moves` is proven to be the simplest. */
  readonly minimal: boolean;
  /** Interleavings that violate (or witness) it; null when not counted. */
  readonly failing: bigint | null;
  /** Index of the first move of a repeated part (live-lock), or null. */
  readonly loop: number | null;
}

/** All verdicts of one search. */
export interface Findings {
  /** In the order in which the scenario declares its properties. */
  readonly declared: readonly Finding[];
  readonly deadlock: Finding;
  readonly livelock: Finding;
  readonly assert: Finding;
  readonly error: Finding;
  readonly interleavings: bigint | null;
  readonly deadlocked: bigint | null;
  readonly outcomes: readonly Outcome[];
  /** The loop that makes interleavings unbounded, in words, or null. */
  readonly unbounded: string | null;
}
