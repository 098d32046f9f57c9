/** Reads a table of numbered steps, one line each, with the thread in brackets. */
import { closeRows, legendOf, threadName, SHORT_NAME } from "./parsed-table.js";
import type { OpenRow, ParsedTable, ParseOptions } from "./parsed-table.js";

const LABEL = new RegExp(`^${SHORT_NAME}$`);
const STEP = /^( *\d*\.? *)\[([^\]]*)\] +(?=\S)/;

interface StepLine {
  readonly label: string;
  /** Offset of the bracket. */
  readonly bracket: number;
  /** Offset of the text. */
  readonly start: number;
}

/**
 * The table that begins at line `at`, or null when that line is no step. It ends at a blank line or
 * at a line that is neither a step nor the continuation of one; a null line belongs to another
 * quote.
 */
export function parseSteps(
  lines: readonly (string | null)[],
  at: number,
  options: ParseOptions,
): ParsedTable | null {
  const { threads = [], nesting = 2 } = options;
  const first = stepLine(lines[at] ?? "", threads);
  if (first === null) return null;

  const legend = legendOf(lines.slice(0, at));
  const labels = [...legend.keys()];
  const rows: OpenRow[] = [];
  for (let next = at; next < lines.length; next++) {
    const line = lines[next];
    if (line === null || line === "") break;
    const step = stepLine(line, threads);
    if (step !== null && step.bracket <= first.bracket + 1) {
      if (!labels.includes(step.label)) labels.push(step.label);
      const cell = line.slice(step.start);
      const thread = labels.indexOf(step.label);
      rows.push({ thread, indent: step.start, line: next + 1, lines: [cell] });
    } else if (line.search(/\S/) > first.bracket) {
      rows.at(-1)?.lines.push(line.trimStart());
    } else {
      break;
    }
  }
  // Labels of different lengths are padded, so all texts at depth 0 begin at one offset.
  const base = Math.min(...rows.map(({ indent }) => indent));
  return {
    threads: labels.map((label) => threadName(label, legend)),
    rows: closeRows(
      rows.map((row) => ({ ...row, indent: row.indent - base })),
      nesting,
    ),
  };
}

function stepLine(line: string, threads: readonly string[]): StepLine | null {
  const match = STEP.exec(line);
  if (match === null) return null;
  const [prefix, before, label] = match;
  if (!LABEL.test(label) && !threads.includes(label)) return null;
  return { label, bracket: before.length, start: prefix.length };
}
