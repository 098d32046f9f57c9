/**
 * From an interleaving to the rows of its table, as data. Time runs downward, every row belongs to
 * one thread, calls nest. The text, the workbench and the mail all draw these rows.
 */
import type { Frame, Trace, TraceStep } from "../trace/trace.js";
import { ascii } from "./ascii.js";

/** One column: a thread. */
export interface TableColumn {
  /** The thread's name in printable ASCII. */
  readonly name: string;
}

/**
 * `call` a function is entered, `step` one transition, `flush` a store buffer writes to memory,
 * `wait` a thread is blocked where the trace ends, `loop` one end of the repeated part.
 */
export type RowKind = "call" | "step" | "flush" | "wait" | "loop";

/** One row: one event of one thread. All texts are printable ASCII without double blanks. */
export interface TableRow {
  readonly kind: RowKind;
  /** Index into `TableModel.columns`. */
  readonly thread: number;
  /** Calls around the row; each is drawn as two columns of indentation. */
  readonly depth: number;
  /** The event with its result: `folio_test_dirty(A) == 0`. */
  readonly text: string;
  /** State facts, drawn in brackets: `PTE dirty`. */
  readonly facts: readonly string[];
  /** Remarks joined by semicolons, drawn after `<--`; null when there are none. */
  readonly remark: string | null;
  /** What a `wait` row waits for; null in all other rows. */
  readonly waitsFor: string | null;
  /** Index into `Trace.steps` for `step` and `flush`, null in all other rows. */
  readonly step: number | null;
}

/** A table before it has a layout. */
export interface TableModel {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** Text of the row before the first step of the repeated part of a live-lock. */
export const LOOP_START = "<repeats from here>";

/** Text of the row after the last step of the repeated part of a live-lock. */
export const LOOP_END = "<and so on for ever>";

const PLAIN = { facts: [], remark: null, waitsFor: null, step: null } as const;

/** A step as a row shows it, with its result. */
export function stepText(step: Pick<TraceStep, "label" | "kind" | "result">): string {
  const text = ascii(step.label) || step.kind;
  return step.result === null ? text : `${text} == ${ascii(step.result)}`.trimEnd();
}

/** Draws what the store buffer holds on the step that changed it. */
function pendingFacts(step: TraceStep, before: readonly string[]): string[] {
  const now = step.pending.join(", ");
  return now === "" || now === before.join(", ") ? [] : [`pending: ${now}`];
}

function texts(values: readonly string[]): string[] {
  return values.map(ascii).filter((text) => text !== "");
}

/**
 * The rows of an interleaving. A `call` row is added whenever a thread enters a function; a
 * function that is still open after a context switch is not repeated, and a return shows only in
 * the smaller depth of the next row. A flush is drawn as `<label>` at the depth its thread is at,
 * since the thread itself executes nothing.
 */
export function tableOf(trace: Trace): TableModel {
  const rows: TableRow[] = [];
  const open: (readonly Frame[])[] = trace.threads.map(() => []);
  const pending: (readonly string[])[] = trace.threads.map(() => []);

  const enter = (thread: number, frames: readonly Frame[], mark: boolean): void => {
    const before = open[thread] ?? [];
    let depth = 0;
    while (depth < frames.length && frames[depth]?.id === before[depth]?.id) depth++;
    if (mark) rows.push({ ...PLAIN, kind: "loop", thread, depth, text: LOOP_START });
    for (const frame of frames.slice(depth)) {
      const text = ascii(frame.label) || "(unnamed call)";
      rows.push({ ...PLAIN, kind: "call", thread, depth, text });
      depth++;
    }
    open[thread] = frames;
  };
  const depthOf = (thread: number): number => open[thread]?.length ?? 0;

  trace.steps.forEach((step, index) => {
    const { thread } = step;
    const flush = step.kind === "flush";
    enter(thread, flush ? (open[thread] ?? []) : step.frames, index === trace.loop);
    const depth = depthOf(thread);
    const text = stepText(step);
    rows.push({
      kind: flush ? "flush" : "step",
      thread,
      depth,
      text: flush ? `<${text}>` : text,
      facts: texts([...step.facts, ...pendingFacts(step, pending[thread] ?? [])]),
      remark: texts(step.remarks).join("; ") || null,
      waitsFor: null,
      step: index,
    });
    pending[thread] = step.pending;
  });

  const last = trace.steps.at(-1);
  if (trace.loop !== null && last !== undefined) {
    const { thread } = last;
    rows.push({ ...PLAIN, kind: "loop", thread, depth: depthOf(thread), text: LOOP_END });
  }
  for (const { thread, label, frames, reason } of trace.waiting) {
    enter(thread, frames, false);
    const depth = depthOf(thread);
    const waitsFor = ascii(reason) || "an event that never comes";
    rows.push({ ...PLAIN, kind: "wait", thread, depth, text: ascii(label), waitsFor });
  }
  return { columns: trace.threads.map((name) => ({ name: ascii(name) })), rows };
}
