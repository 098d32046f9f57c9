/**
 * Reads an interleaving table back from text: one that `renderTable` drew, also when it is quoted,
 * indented or surrounded by prose, or one that somebody drew by hand in the same conventions.
 */
import { parseColumns } from "./parse-columns.js";
import { parseSteps } from "./parse-steps.js";
import type { ParsedTable, ParseOptions } from "./parsed-table.js";
import { marksOf, withoutMarks } from "./quoted-lines.js";
import type { Marks } from "./quoted-lines.js";

/**
 * The first table in a text, or null when there is none. Cells that were broken are joined, rows
 * that say only `...` (time passes) are left out, columns of a table drawn by hand may be off by
 * two. Calls and steps look alike in a table, so a call is a row like any other.
 */
export function parseTable(text: string, options: ParseOptions = {}): ParsedTable | null {
  const raw = text.split(/\r?\n/);
  const views = new Map<Marks, (string | null)[]>();
  const viewOf = (marks: Marks): (string | null)[] => {
    const view = views.get(marks) ?? raw.map((line) => withoutMarks(line, marks));
    views.set(marks, view);
    return view;
  };
  for (const [at, line] of raw.entries()) {
    const view = viewOf(marksOf(line));
    const table = parseColumns(view, at, options) ?? parseSteps(view, at, options);
    if (table !== null) return table;
  }
  return null;
}
