/**
 * The rows of an interleaving table as they stand on the screen: the report's rows, less those in
 * folded calls and those that a filter leaves out. Pure, so that folding is testable without a page.
 */
import type { TableModel, TableRow } from "../../../engine/report/table.js";

/** One visible row. */
export interface VisibleRow {
  /** Index into the rows of the whole table: the row's identity, whatever is folded. */
  readonly index: number;
  readonly row: TableRow;
  /** Steps that a folded call hides, from `first` to `last`; null for every other row. */
  readonly hidden: { readonly steps: number; readonly first: number; readonly last: number } | null;
  /** Whether another thread than in the visible row above goes on here. */
  readonly switched: boolean;
}

/** What is to be seen of a table. */
export interface Visibility {
  /** Indices of folded call rows. */
  readonly folded: ReadonlySet<number>;
  /** Steps to show, with the calls around them; null for all. */
  readonly only: ReadonlySet<number> | null;
}

/** By call row: the index of the last row that belongs to the call; the row itself when none does. */
export function callEnds({ rows }: TableModel): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: { index: number; depth: number }[][] = [];
  for (const [index, { kind, thread, depth }] of rows.entries()) {
    const calls = (open[thread] ??= []);
    while (calls.length > 0 && (calls.at(-1)?.depth ?? 0) >= depth) calls.pop();
    for (const call of calls) ends.set(call.index, index);
    if (kind === "call") {
      ends.set(index, index);
      calls.push({ index, depth });
    }
  }
  return ends;
}

/** The rows to draw, in order. */
export function visibleRows(model: TableModel, { folded, only }: Visibility): VisibleRow[] {
  const { rows } = model;
  const ends = callEnds(model);
  /** By thread: up to which row a folded call hides its rows. */
  const hiddenTo: number[] = model.columns.map(() => -1);
  const visible: VisibleRow[] = [];
  for (const [index, row] of rows.entries()) {
    if (index <= (hiddenTo[row.thread] ?? -1)) continue;
    if (only !== null && !isWanted(model, index, ends, only)) continue;
    let hidden: VisibleRow["hidden"] = null;
    if (folded.has(index)) {
      const end = ends.get(index) ?? index;
      hiddenTo[row.thread] = end;
      hidden = stepsWithin(rows, row.thread, index, end);
    }
    const above = visible.at(-1);
    const switched = above !== undefined && above.row.thread !== row.thread;
    visible.push({ index, row, hidden, switched });
  }
  return visible;
}

function isWanted(
  { rows }: TableModel,
  index: number,
  ends: ReadonlyMap<number, number>,
  only: ReadonlySet<number>,
): boolean {
  const row = rows[index];
  if (row.step !== null) return only.has(row.step);
  if (row.kind !== "call") return false;
  for (let at = index + 1; at <= (ends.get(index) ?? index); at++) {
    const { thread, step } = rows[at];
    if (thread === row.thread && step !== null && only.has(step)) return true;
  }
  return false;
}

function stepsWithin(
  rows: readonly TableRow[],
  thread: number,
  from: number,
  to: number,
): VisibleRow["hidden"] {
  const steps: number[] = [];
  for (let index = from + 1; index <= to; index++) {
    const row = rows[index];
    if (row.thread === thread && row.step !== null) steps.push(row.step);
  }
  const [first] = steps;
  return first === undefined ? null : { steps: steps.length, first, last: steps.at(-1) ?? first };
}

/**
 * Where a step is among the visible rows: its own row, the folded call that hides it, or, where a
 * filter leaves it out, the last visible row before it. -1 when there is none.
 */
export function positionOfStep(
  visible: readonly VisibleRow[],
  model: TableModel,
  step: number,
): number {
  let before = -1;
  const thread = model.rows.find((row) => row.step === step)?.thread;
  for (const [position, { row, hidden }] of visible.entries()) {
    if (row.step === step) return position;
    if (hidden !== null && row.thread === thread && hidden.first <= step && step <= hidden.last) {
      return position;
    }
    const last = hidden?.last ?? row.step;
    if (last !== null && last < step) before = position;
  }
  return before;
}

/** The visible row that shows a step, its own or the folded call around it; -1 when none does. */
export function rowOfStep(visible: readonly VisibleRow[], model: TableModel, step: number): number {
  const position = positionOfStep(visible, model, step);
  const at = visible[position];
  if (at === undefined) return -1;
  const { row, hidden } = at;
  const isWithin = hidden !== null && hidden.first <= step && step <= hidden.last;
  return row.step === step || isWithin ? position : -1;
}

/** Indices of the call rows that stand in no other call. */
export function outermostCalls({ rows }: TableModel): number[] {
  return rows.flatMap(({ kind, depth }, index) => (kind === "call" && depth === 0 ? [index] : []));
}

/** The first step in or below a row; null when none follows. */
export function nextStep({ rows }: TableModel, index: number): number | null {
  for (let at = index; at < rows.length; at++) {
    const { step } = rows[at];
    if (step !== null) return step;
  }
  return null;
}
