import type { PropertyKind } from "../check/result.js";
import type { Trace } from "./trace.js";

/** A property and what an interleaving says about it. */
export interface Shown {
  readonly property: string;
  readonly kind: PropertyKind;
}

/** What following a pasted table through a scenario found. */
export interface TableResult {
  readonly scenario: string;
  /**
   * `possible`: the threads can do what the table shows, in this order; `impossible`: they cannot;
   * `unrelated`: the table has other threads, or the text has no table.
   */
  readonly outcome: "possible" | "impossible" | "unrelated";
  /** Rows of the table. */
  readonly rows: number;
  /** Steps that the interleaving has and the table leaves out. */
  readonly omitted: number;
  /** The row at which it stops being possible; null unless `impossible`. */
  readonly failure: TableFailure | null;
  /** Properties that the interleaving violates so far. */
  readonly violated: readonly Shown[];
  /** Reachability properties that it witnesses. */
  readonly witnessed: readonly Shown[];
  /** How the interleaving stands after the last row. */
  readonly end: "complete" | "failed" | "deadlock" | "open";
  /** Replay string for the first violated (or else witnessed) property; null when there is none. */
  readonly replay: string | null;
  /** The interleaving as far as it is possible. */
  readonly trace: Trace;
}

/** Where a table stops being possible. */
export interface TableFailure {
  /** Number of the row, from 1. */
  readonly row: number;
  /** Line of the text it begins at, from 1. */
  readonly line: number;
  /** The row as it was drawn. */
  readonly text: string;
  readonly thread: string;
  /** What its thread does instead, in words. */
  readonly reason: string;
  /** True when the search was given up, so that there may be a way after all. */
  readonly gaveUp: boolean;
}
