/** Questions about checks of live cells, and what they are answered with: plain data both ways. */
import type { OutcomeWitness } from "../../../engine/check/outcome-witness.js";
import type { CheckResult, DecidingPair } from "../../../engine/check/result.js";
import type { Followed } from "../../../engine/trace/follow.js";
import type { ReplayResult } from "../../../engine/trace/replay-result.js";
import type { TableResult } from "../../../engine/trace/table-result.js";
import type { Watched } from "../../../engine/trace/watch.js";

/**
 * A check that a live cell has made: the cell's name and the check's ordinal in it, from 0, in the
 * order in which checks began. The checks of a sweep count one by one, those of a `forAll` not at
 * all, but for the final one of a failing workload.
 */
export interface CheckRef {
  readonly cell: string;
  readonly check: number;
}

/** A schedule: the first `steps` moves of a replay string, and moves after them. */
export interface Schedule {
  /** Null: none. */
  readonly replay: string | null;
  /** Moves to take from `replay`; all of them when it has fewer. Default all. */
  readonly steps?: number;
  /** Moves of `Followed.choices` to make then. Default none. */
  readonly then?: readonly number[];
}

/**
 * A question about checks of cells that are live. Answered while a search is running, too, but for
 * those that explore themselves, see `takesTurn`.
 */
export type Query =
  /**
   * Follows a replay string. `check` null: on the first check, of all live cells in the order of
   * their evaluation, whose scenario and memory model are the string's.
   */
  | { readonly type: "replay"; readonly check: CheckRef | null; readonly text: string }
  /** Follows a replay string, as `replay` does, on the cell's check that it belongs to. */
  | { readonly type: "origin"; readonly cell: string; readonly text: string }
  /** Follows the first interleaving table in a text, on every check of all live cells. */
  | { readonly type: "table"; readonly text: string }
  /**
   * Where a schedule leads, and who can go on from there. A replay string of it is recorded for the
   * property of the one that it begins with.
   */
  | { readonly type: "follow"; readonly check: CheckRef; readonly schedule: Schedule }
  /**
   * Evaluates expressions in every state along a schedule. An expression is JavaScript in which the
   * names of locations, as the table prints them (`x`, `A.dirty`, `slot[0]`), stand for their values
   * and the names of records for the records.
   */
  | {
      readonly type: "watch";
      readonly check: CheckRef;
      readonly schedule: Schedule;
      readonly expressions: readonly string[];
    }
  /**
   * Explores every interleaving that begins with a schedule; takes as long as it takes, progress is
   * told by `progress` events of the cell, and `interrupt` ends it with what it has found. Counts
   * and verdicts are those of the interleavings that begin so; traces show them from the start.
   */
  | { readonly type: "explore"; readonly check: CheckRef; readonly schedule: Schedule }
  /**
   * The simplest interleaving that ends in an outcome (`Outcome.text`); takes about as long as the
   * check did, with progress and `interrupt` as for `explore`.
   */
  | { readonly type: "outcome"; readonly check: CheckRef; readonly outcome: string }
  /** Which steps' order decides what an interleaving shows, see `decidingPairs`. */
  | { readonly type: "deciding"; readonly check: CheckRef; readonly replay: string };

/** Queries that explore: like runs they wait for their turn, and `interrupt` ends them. */
export function takesTurn({ type }: Query): boolean {
  return type === "explore" || type === "outcome";
}

/** What each query is answered with. */
export interface Answers {
  readonly replay: ReplayResult;
  readonly origin: { readonly check: CheckRef; readonly result: ReplayResult };
  /** In the order in which the checks were made. */
  readonly table: readonly TableResult[];
  readonly follow: Followed;
  readonly watch: readonly Watched[];
  readonly explore: CheckResult;
  /** Null when no interleaving that was explored ends so. */
  readonly outcome: OutcomeWitness | null;
  /** The latest first; none where nothing could be proven. */
  readonly deciding: readonly DecidingPair[];
}
