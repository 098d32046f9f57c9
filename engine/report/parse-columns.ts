/** Reads a table with one column per thread. */
import { closeRows, legendOf, threadName, SHORT_NAME } from "./parsed-table.js";
import type { OpenRow, ParsedTable, ParseOptions } from "./parsed-table.js";

interface Chunk {
  readonly start: number;
  readonly text: string;
}

const HEADER = new RegExp(String.raw`^${SHORT_NAME}(?:| ?\(.*\)| ?:.*| - .*)$`);
const BARE = new RegExp(`^${SHORT_NAME}$`);
const UNDERLINE = /^ *[-=]+(?: {2,}[-=]+)*$/;

/**
 * The table whose header is line `at`, or null when that line is no header. A null line belongs to
 * another quote and ends the table, as does a blank line that is not followed by a line in another
 * column than the first.
 */
export function parseColumns(
  lines: readonly (string | null)[],
  at: number,
  options: ParseOptions,
): ParsedTable | null {
  const { threads = [], nesting = 2 } = options;
  const headers = chunksOf(lines[at] ?? "");
  const roles = rolesUnder(headers, lines, at, threads);
  const first = at + (roles === null ? 1 : 2);
  const underline = lines[first] ?? "";
  const underlined = UNDERLINE.test(underline);
  if (!isHeader(headers, underlined ? chunksOf(underline) : null, threads)) return null;

  const starts = headers.map(({ start }) => start);
  const rows: OpenRow[] = [];
  for (let next = first + (underlined ? 1 : 0); next < lines.length; next++) {
    const line = lines[next];
    if (line === null) break;
    if (line === "") {
      if (columnOf(starts, lines[next + 1] ?? "") < 1) break;
      continue;
    }
    if (line.search(/\S/) < starts[0]) break;
    for (const cell of cellsOf(line, starts)) {
      const thread = columnOf(starts, " ".repeat(cell.start) + cell.text);
      const indent = Math.max(0, cell.start - starts[thread]);
      addLine(rows, { thread, indent, line: next + 1, lines: [cell.text] }, nesting);
    }
  }
  const legend = legendOf(lines.slice(0, at));
  return {
    threads: headers.map(({ text }, i) => roles?.[i] ?? threadName(text, legend)),
    rows: closeRows(rows, nesting),
  };
}

/** The pieces of a line between runs of two and more blanks. */
function chunksOf(line: string): Chunk[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    start: match.index,
    text: match[0],
  }));
}

/** The thread names in a row of their own between short headers and their underline, or null. */
function rolesUnder(
  headers: readonly Chunk[],
  lines: readonly (string | null)[],
  at: number,
  threads: readonly string[],
): string[] | null {
  const roles = chunksOf(lines[at + 1] ?? "");
  const fits =
    headers.every(({ text }) => BARE.test(text)) &&
    roles.length === headers.length &&
    roles.every(({ start }, i) => start === headers[i].start) &&
    (UNDERLINE.test(lines[at + 2] ?? "") || roles.every(({ text }) => threads.includes(text)));
  return fits && !UNDERLINE.test(lines[at + 1] ?? "") ? roles.map(({ text }) => text) : null;
}

/** Several known names, one known name with an underline, or any names with one underline each. */
function isHeader(
  headers: readonly Chunk[],
  marks: readonly Chunk[] | null,
  threads: readonly string[],
): boolean {
  const known = headers.every(({ text }) => HEADER.test(text) || threads.includes(text));
  if (headers.length < 2) return headers.length === 1 && known && marks !== null;
  if (known) return true;
  return (
    marks?.length === headers.length &&
    marks.every(({ start }, index) => start === headers[index].start)
  );
}

/** The column in which a line begins, -1 for an empty one; two columns to the left are forgiven. */
function columnOf(starts: readonly number[], line: string): number {
  const offset = line.search(/\S/);
  return offset < 0
    ? -1
    : Math.max(
        0,
        starts.findLastIndex((start) => offset >= start - 2),
      );
}

/** The cells of one line: more than one only in tables drawn by hand. */
function cellsOf(line: string, starts: readonly number[]): Chunk[] {
  let at = line.search(/\S/);
  const cells: Chunk[] = [];
  for (const start of starts) {
    const begins = start > at + 2 && line.slice(start - 2, start) === "  " && line[start] !== " ";
    if (!begins || start >= line.length) continue;
    cells.push({ start: at, text: line.slice(at, start).trimEnd() });
    at = start;
  }
  cells.push({ start: at, text: line.slice(at) });
  return cells;
}

/** Adds a line to the row it continues, or as a row of its own. */
function addLine(rows: OpenRow[], line: OpenRow, nesting: number): void {
  const above = rows.at(-1);
  const continues =
    above?.thread === line.thread &&
    above.line + above.lines.length === line.line &&
    line.indent - above.indent > nesting;
  if (continues) above.lines.push(...line.lines);
  else rows.push(line);
}
