/** What each lane of a table is at each row: not begun, running, waiting, ended; and its buffer. */
import type { TableModel } from "../../../engine/report/table.js";
import type { Trace } from "../../../engine/trace/trace.js";
import { pendingStores } from "./store-buffers.js";

/** Rows of one thread in the whole table (see `VisibleRow.index`). */
export interface LaneSpan {
  /** First row of the thread; null for a thread that never ran and does not wait. */
  readonly first: number | null;
  /** Last row in which the thread did something; null like `first`. */
  readonly last: number | null;
  /** The row that says what it waits for where the trace ends; null when it does not wait. */
  readonly waits: number | null;
}

/** How a lane looks at a row. */
export type LanePhase = "idle" | "running" | "waiting";

/** The extent of every lane. */
export function laneSpans({ columns, rows }: TableModel): LaneSpan[] {
  return columns.map((_, thread) => {
    let first: number | null = null;
    let last: number | null = null;
    let waits: number | null = null;
    for (const [index, row] of rows.entries()) {
      if (row.thread !== thread) continue;
      if (row.kind === "wait") waits = index;
      else {
        first ??= index;
        last = index;
      }
    }
    return { first: first ?? waits, last: last ?? waits, waits };
  });
}

/**
 * A lane's phase at a row. A thread that waits at the end has waited since its last own row: what
 * it waits for is the first thing it could not do.
 */
export function phaseAt({ first, last, waits }: LaneSpan, index: number): LanePhase {
  if (first === null || last === null) return "idle";
  if (waits !== null && index > last && index <= waits) return "waiting";
  return index >= first && index <= last ? "running" : "idle";
}

/** A store in a thread's store buffer, with the track it is drawn on. */
export interface BufferTrack {
  readonly thread: number;
  readonly text: string;
  /** Steps between which the store is pending. */
  readonly issued: number;
  /** The last step of the trace where the store is never flushed. */
  readonly until: number;
  readonly flushed: boolean;
  /** Which of the thread's tracks, from 0; tracks of stores pending at the same time differ. */
  readonly track: number;
}

/** The stores of a trace on as few tracks as possible, by time of issue (interval partitioning). */
export function bufferTracks(trace: Trace): BufferTrack[] {
  const end = trace.steps.length - 1;
  /** By thread and track: the step at which the track is free again. */
  const free = trace.threads.map((): number[] => []);
  return pendingStores(trace).map(({ thread, text, issued, flushed }) => {
    const until = flushed ?? end;
    const tracks = free[thread];
    let track = tracks.findIndex((at) => at < issued);
    if (track < 0) track = tracks.length;
    tracks[track] = until;
    return { thread, text, issued, until, flushed: flushed !== null, track };
  });
}
