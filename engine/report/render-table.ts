/** Draws a table as plain text: ASCII, blanks only, at most 72 columns (or as asked), no trailing blanks. */
import { breakCell, cellParts, indentOf, CONTINUATION } from "./cell.js";
import { layoutOf } from "./layout.js";
import type { ColumnLayout, StepLayout, TableOptions } from "./layout.js";
import type { TableModel, TableRow } from "./table.js";
import { WIDTH } from "./wrap.js";

/**
 * The table as text that ends with a newline. One event per row, in the column of its thread; the
 * conventions are those of interleavings in kernel commit messages. `parseTable` reads it back.
 *
 * @throws RangeError when `indent` or `width` is not an integer in its range.
 */
export function renderTable(model: TableModel, options: TableOptions = {}): string {
  const layout = layoutOf(model, options);
  const { indent = 0, underline = true, width = WIDTH } = options;
  const lines =
    layout.form === "columns"
      ? columnLines(model, layout, underline, width - indent)
      : stepLines(model, layout, width - indent);
  const margin = " ".repeat(indent);
  return lines.map((line) => `${line === "" ? "" : margin + line}\n`).join("");
}

function legendLines(legend: ColumnLayout["legend"], width: number): string[] {
  const lines = legend.flatMap(([short, name]) => placed([`${short} = ${name}`], 0, width));
  return lines.length === 0 ? [] : [...lines, ""];
}

/** A cell at a column, broken so that it takes at most `width` columns from there. */
function placed(parts: readonly string[], at: number, width: number): string[] {
  const { lines } = breakCell(parts, width);
  return lines.map((line, index) => " ".repeat(index === 0 ? at : at + CONTINUATION) + line);
}

function columnLines(
  model: TableModel,
  layout: ColumnLayout,
  underline: boolean,
  width: number,
): string[] {
  const { headers, starts, widths } = layout;
  const across = (texts: readonly string[]): string =>
    texts.reduce((line, text, column) => line.padEnd(starts[column] ?? 0) + text, "");
  const { roles } = layout;
  const lines = [...legendLines(layout.legend, width), across(headers)];
  if (roles !== null) lines.push(across(roles));
  const ruled = headers.map((text, i) => Math.max(text.length, roles?.[i].length ?? 0));
  if (underline) lines.push(across(ruled.map((length) => "-".repeat(length))));
  for (const row of model.rows) {
    const indent = indentOf(row.depth);
    const at = (starts[row.thread] ?? 0) + indent;
    lines.push(...placed(cellParts(row), at, (widths[row.thread] ?? width) - indent));
  }
  return lines;
}

function stepLines(model: TableModel, layout: StepLayout, width: number): string[] {
  const digits = Math.max(1, ...model.rows.map((row) => stepNumber(row).length));
  const longest = Math.max(0, ...layout.labels.map((label) => label.length));
  const lines = legendLines(layout.legend, width);
  for (const row of model.rows) {
    const label = `[${layout.labels[row.thread] ?? ""}]`.padEnd(longest + 2);
    const prefix = `${stepNumber(row).padStart(digits)} ${label} `;
    const at = prefix.length + indentOf(row.depth);
    const cell = placed(cellParts(row), at, width - at);
    lines.push(
      ...cell.map((line, index) => (index === 0 ? prefix + line.slice(prefix.length) : line)),
    );
  }
  return lines;
}

/** Steps count from 1 in text, as in every message; rows that are no step have no number. */
function stepNumber(row: TableRow): string {
  return row.step === null ? "" : String(row.step + 1);
}
