/** What reading a table gives, and the pieces shared by its two forms. */
import { joinCell } from "./cell.js";
import { LOOP_END, LOOP_START } from "./table.js";

/** How a table is read. */
export interface ParseOptions {
  /** Thread names, needed when the header consists of bare names without an underline. */
  readonly threads?: readonly string[];
  /** Blanks per call; lines directly below a row that are deeper continue it. Default 2. */
  readonly nesting?: number;
}

/** One row as read. */
export interface ParsedRow {
  /** Index into `ParsedTable.threads`. */
  readonly thread: number;
  readonly depth: number;
  /** The whole cell, joined: `store A[0] = 1  [PTE dirty]`. */
  readonly text: string;
  /** The cell without facts, remarks and `<waits for ...>`: `store A[0] = 1`. */
  readonly event: string;
  /**
   * `wait` and `loop` are recognised by their words, `flush` by its angle brackets; calls and steps
   * look the same in a table.
   */
  readonly kind: "row" | "flush" | "wait" | "loop";
  /** Line of the text where the row begins, from 1. */
  readonly line: number;
}

/** A table as read. */
export interface ParsedTable {
  /** Thread names from left to right; `CPU0` where the table names no thread. */
  readonly threads: readonly string[];
  readonly rows: readonly ParsedRow[];
}

/** A row while its lines are collected. */
export interface OpenRow {
  readonly thread: number;
  /** Offset of the text from where rows at depth 0 begin. */
  readonly indent: number;
  /** Line of the text, from 1. */
  readonly line: number;
  readonly lines: string[];
}

/** Pattern of the short thread names: `CPU0`, `CPU 0`, `CPU A`, `T1`. */
export const SHORT_NAME = String.raw`(?:CPU ?\d+|CPU [A-Z]{1,2}|T\d+)`;

const LEGEND = new RegExp(String.raw`^(${SHORT_NAME}) = (.*)$`);
const NAMED = new RegExp(String.raw`^${SHORT_NAME} ?(?:\((.*)\)|: ?(.+)|- (.*))$`);

/** The names that legend lines `CPU0 = writer` give to short names, in their order. */
export function legendOf(lines: readonly (string | null)[]): Map<string, string> {
  const entries: string[][] = [];
  let open: string[] | null = null;
  for (const line of lines) {
    const cell = (line ?? "").trim();
    if (LEGEND.test(cell)) {
      open = [cell];
      entries.push(open);
    } else if (cell === "") {
      open = null;
    } else {
      open?.push(cell);
    }
  }
  const legend = new Map<string, string>();
  for (const entry of entries) {
    const match = LEGEND.exec(joinCell(entry));
    if (match !== null) legend.set(match[1], match[2]);
  }
  return legend;
}

/** The thread that a column header or a step label stands for. */
export function threadName(header: string, legend: ReadonlyMap<string, string>): string {
  const match = NAMED.exec(header);
  const inHeader = match?.slice(1).find((name: string | undefined) => name !== undefined);
  return inHeader ?? legend.get(header.replace(/ ?:$/, "")) ?? header;
}

/** The collected rows in their final form, without rows that say only `...` (time passes). */
export function closeRows(rows: readonly OpenRow[], nesting: number): ParsedRow[] {
  const closed = rows.map(({ thread, indent, line, lines }) => {
    const text = joinCell(lines);
    const event = eventOf(text);
    return { thread, depth: Math.round(indent / nesting), text, event, kind: kindOf(text), line };
  });
  return closed.filter(({ text }) => text !== "...");
}

function eventOf(text: string): string {
  const end = text.search(/(?:^| )<waits for | <-- | <- | \/\/ | \/\* | # | {2}\[/);
  return (end < 0 ? text : text.slice(0, end)).trim();
}

function kindOf(text: string): ParsedRow["kind"] {
  if (/(?:^| )<(?:waits for|blocked on) .*>$/.test(text)) return "wait";
  if (text === LOOP_START || text === LOOP_END) return "loop";
  return /^<.*>$/.test(eventOf(text)) ? "flush" : "row";
}
