/**
 * The text of one table cell, and how a cell that is too long for its column is broken.
 *
 * Breaking can be undone. A row is never more than one call (two columns of indentation) deeper
 * than the row above it in the same column, so a line that is indented by four relative to the row
 * directly above it can only be its continuation. `joinCell` puts the lines together again:
 *
 *     line ends with an odd number of backslashes   a word was cut: nothing between
 *     continuation starts with `[` or `<`           a part begins there: two blanks between
 *     otherwise                                     one blank between
 *
 * and `breakCell` breaks only where that rule gives the text back.
 */
import type { TableRow } from "./table.js";

/** Columns by which each call is indented. */
export const NESTING = 2;

/** Columns by which a continuation is indented relative to its cell. */
export const CONTINUATION = 4;

/** Calls that are nested deeper than this are drawn at this depth. */
export const MAX_DEPTH = 14;

/** A cell broken for a column. */
export interface BrokenCell {
  /** First line, then the continuations, all without indentation. */
  readonly lines: readonly string[];
  /** Words that had to be cut. */
  readonly cuts: number;
}

/** The parts of a row, drawn with two blanks between: event, `[facts]`, `<-- remark`. */
export function cellParts(row: TableRow): string[] {
  const parts = row.text === "" ? [] : [row.text];
  parts.push(...row.facts.map((fact) => `[${fact}]`));
  if (row.waitsFor !== null) parts.push(`<waits for ${row.waitsFor}>`);
  if (row.remark !== null) parts.push(`<-- ${row.remark}`);
  return parts.map(markTrailingBackslashes);
}

/** Indentation of a row, in columns. */
export function indentOf(depth: number): number {
  return NESTING * Math.min(depth, MAX_DEPTH);
}

// A word that really ends with a backslash gets an even number of them, so an odd number at the
// end of a line always means "cut here".
function markTrailingBackslashes(part: string): string {
  return part.replace(/\\+(?= |$)/g, (run) => (run.length % 2 === 0 ? run : `${run}\\`));
}

/**
 * Breaks the parts of a cell into a first line of at most `width` columns and continuations of at
 * most `width - 4` (but never less than 4): between parts where possible, else at blanks, else inside a word.
 */
export function breakCell(parts: readonly string[], width: number): BrokenCell {
  const lines: string[] = [];
  let line: string | null = null;
  let cuts = 0;
  const room = (): number => Math.max(4, lines.length === 0 ? width : width - CONTINUATION);
  for (const part of parts) {
    if (line !== null) {
      if (line.length + 2 + part.length <= room()) {
        line += `  ${part}`;
        continue;
      }
      lines.push(line);
    }
    let rest = part;
    while (rest.length > room()) {
      const at = lastBreak(rest, room());
      if (at > 0) {
        lines.push(rest.slice(0, at));
        rest = rest.slice(at + 1);
      } else {
        const cut = cutAt(rest, room() - 1);
        lines.push(`${rest.slice(0, cut)}\\`);
        rest = rest.slice(cut);
        cuts++;
      }
    }
    line = rest;
  }
  if (line !== null) lines.push(line);
  return { lines, cuts };
}

/** Position of the last blank at which a line of `room` columns may end, or -1. */
function lastBreak(text: string, room: number): number {
  for (let at = Math.min(room, text.length - 1); at > 0; at--) {
    const next = text[at + 1];
    if (text[at] === " " && next !== "[" && next !== "<") return at;
  }
  return -1;
}

/** Where to cut a word: behind punctuation if that leaves a fair piece, else at `room`. */
function cutAt(text: string, room: number): number {
  let fallback = -1;
  for (let at = room; at > 1; at--) {
    // A piece that ends with a backslash or a blank would not be put together again as it was.
    const last = text[at - 1] ?? "";
    if (last === "\\" || last === " " || text[at] === " ") continue;
    if (fallback < 0) fallback = at;
    if (at < room / 2) break;
    if ("(,.>[".includes(last)) return at;
  }
  return fallback < 0 ? room : fallback;
}

/** Puts a broken cell together again; the inverse of `breakCell`. */
export function joinCell(lines: readonly string[]): string {
  let text = lines[0] ?? "";
  for (const line of lines.slice(1)) {
    const backslashes = /\\*$/.exec(text)?.[0].length ?? 0;
    if (backslashes % 2 === 1) text = text.slice(0, -1) + line;
    else if (line.startsWith("[") || line.startsWith("<")) text += `  ${line}`;
    else text += ` ${line}`;
  }
  return text;
}
