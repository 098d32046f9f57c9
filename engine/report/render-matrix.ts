/** A matrix of verdicts as plain text, at most 72 columns wide. */
import type { Matrix, MatrixBox, MatrixColumn } from "../sweep/matrix.js";
import { ascii } from "./ascii.js";
import { WIDTH, wrap } from "./wrap.js";

const words = {
  holds: "holds",
  violated: "VIOLATED",
  reachable: "reachable",
  unreachable: "UNREACHABLE",
  undecided: "undecided",
} as const;

const gap = 2;
const widestRow = 32;

/**
 * Rows of verdicts under lettered columns, with what the letters stand for above. A verdict that is
 * not as expected ends with `!`, and `-` stands where a check has no such property. A matrix that is
 * too wide is cut into several, one below the other. Ends with a newline.
 */
export function renderMatrix(matrix: Matrix): string {
  const lines = [...wrap(ascii(matrix.name)), "", ...legend(matrix.columns), ""];
  const rowNames = matrix.rows.map((row) => wrap(ascii(row), "", "", widestRow));
  const rowWidth = Math.max(...rowNames.flat().map((name) => name.length));
  const texts = matrix.boxes.map((row) => row.map(boxText));
  const widths = matrix.columns.map((_, c) => Math.max(...texts.map((row) => row[c].length), 1));
  for (const [from, to] of blocks(widths, WIDTH - 2 - rowWidth)) {
    const heads = widths.slice(from, to).map((w, i) => letter(from + i).padEnd(w));
    lines.push(line("", rowWidth, heads));
    matrix.rows.forEach((_, r) => {
      const cells = widths.slice(from, to).map((w, i) => texts[r][from + i].padEnd(w));
      const [first, ...more] = rowNames[r];
      lines.push(line(first, rowWidth, cells), ...more.map((rest) => `    ${rest}`));
    });
    lines.push("");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function legend(columns: readonly MatrixColumn[]): string[] {
  const manyMemories = new Set(columns.map(({ memory }) => memory)).size > 1;
  return columns.flatMap(({ variant, memory, property }, c) => {
    const parts = [variant, manyMemories ? memory : null, property];
    const text = ascii(parts.filter((part) => part !== null).join(", "));
    const [first, ...more] = wrap(text, "", "", WIDTH - 6);
    return [`  ${letter(c).padEnd(2)}  ${first}`, ...more.map((rest) => `      ${rest}`)];
  });
}

function boxText(box: MatrixBox | null): string {
  if (box === null) return "-";
  return `${words[box.property.verdict]}${box.property.asExpected ? "" : " !"}`;
}

/** Ranges of columns that fit side by side; a column is never cut. */
function blocks(widths: readonly number[], room: number): [number, number][] {
  const ranges: [number, number][] = [];
  let from = 0;
  let used = 0;
  widths.forEach((width, c) => {
    if (c > from && used + gap + width > room) {
      ranges.push([from, c]);
      from = c;
      used = 0;
    }
    used += gap + width;
  });
  ranges.push([from, widths.length]);
  return ranges;
}

function line(name: string, width: number, cells: readonly string[]): string {
  return `  ${name.padEnd(width)}${cells.map((cell) => " ".repeat(gap) + cell).join("")}`.trimEnd();
}

/** a, b, ... z, aa, ab, ... */
function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}
