/**
 * Finds the schedule that a table describes: what is drawn is matched, row by row, against what the
 * scenario's threads can do. The inverse of drawing a trace.
 */
import type { MemoryModel } from "../check/result.js";
import { type Machine, mostMoves } from "../memory/machine.js";
import { TraceBuilder } from "../trace/build-trace.js";
import type { Trace } from "../trace/trace.js";
import { ascii } from "./ascii.js";
import type { ParsedRow, ParsedTable } from "./parsed-table.js";
import { type TableRow, tableOf } from "./table.js";

/** What matching a table found. */
export type TableMatch =
  | { readonly matches: true; readonly moves: readonly number[] }
  | {
      readonly matches: false;
      /** The longest part that could be followed. */
      readonly moves: readonly number[];
      /** The first row that could not, as parsed. */
      readonly row: ParsedRow;
      /** What the row's thread could do there instead, as table texts; empty if it cannot move. */
      readonly possible: readonly string[];
    };

/** Matches a table with a scenario. The machine is left reset. */
export function matchTable(machine: Machine, memory: MemoryModel, table: ParsedTable): TableMatch {
  const events = table.rows.filter(({ kind }) => kind === "row" || kind === "flush");
  const waits = table.rows.some(({ kind }) => kind === "wait");
  // Spawned threads have a lane only once they have been met.
  const laneOf = (column: number) =>
    machine.program.layout.threads.findIndex(
      (thread) => ascii(thread.name) === table.threads[column],
    );
  let best: { moves: number[]; at: number } = { moves: [], at: 0 };
  const found = follow([], 0);
  const { moves, at } = best;
  const possible = found ? [] : options(moves, laneOf(events[at].thread)).map(({ text }) => text);
  machine.reset();
  if (found) return { matches: true, moves };
  return { matches: false, moves, row: events[at], possible };

  /** Extends a schedule so that it draws `events` from `from` on; false if that is impossible. */
  function follow(before: number[], from: number): boolean {
    if (from > best.at || from === 0) best = { moves: before, at: from };
    if (from === events.length) return true;
    for (const { move, rows: drawn } of options(before, laneOf(events[from].thread))) {
      const same = drawn.every((row, i) => {
        const event = events[from + i];
        return event !== undefined && laneOf(event.thread) === row.thread && draws(row, event);
      });
      if (same && follow([...before, move], from + drawn.length)) return true;
    }
    if (!waits || !onlyWaitingCalls(before, from)) return false;
    best = { moves: before, at: events.length };
    return true;
  }

  /** True if all that is left are the calls around what the threads wait for at the end. */
  function onlyWaitingCalls(before: readonly number[], from: number): boolean {
    const builder = new TraceBuilder(machine, memory);
    for (const move of before) builder.step(move);
    const calls = builder
      .trace({ waiting: true })
      .waiting.flatMap(({ thread, frames }) => frames.map(({ label }) => ({ thread, label })));
    return events
      .slice(from)
      .every(({ thread, event }) =>
        calls.some((call) => call.thread === laneOf(thread) && ascii(call.label) === event),
      );
  }

  /** The moves of a thread after a schedule, each with the rows that it adds to the table. */
  function options(
    before: readonly number[],
    lane: number,
  ): { move: number; rows: readonly TableRow[]; text: string }[] {
    if (lane < 0) return [];
    const drawnBefore = tableOf(traceOf(before)).rows.length;
    const list = new Int32Array(mostMoves);
    const end = machine.allMoves(list, 0);
    return [...list.subarray(0, end)]
      .filter((move) => (move & 0xff) === lane)
      .map((move) => {
        const added = tableOf(traceOf([...before, move])).rows.slice(drawnBefore);
        return { move, rows: added, text: added.at(-1)!.text };
      });
  }

  /** The trace of a schedule; leaves the machine in its last state. */
  function traceOf(moves: readonly number[]): Trace {
    const builder = new TraceBuilder(machine, memory);
    for (const move of moves) builder.step(move);
    return builder.trace();
  }
}

function draws(row: TableRow, event: ParsedRow): boolean {
  return row.text.replace(/\\/g, "") === event.event.replace(/\\/g, "");
}
