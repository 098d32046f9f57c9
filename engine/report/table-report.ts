/** The answer to a pasted table as text. */
import type { TableFailure, TableResult } from "../trace/table-result.js";
import { paint } from "./ansi.js";
import { ascii } from "./ascii.js";
import { changedEntries, waitingSentences } from "./final-state.js";
import { counted } from "./numbers.js";
import { renderTable } from "./render-table.js";
import { replayLines } from "./replay-line.js";
import type { ReportOptions } from "./report.js";
import { tableOf } from "./table.js";
import { wrap, wrapList } from "./wrap.js";

/**
 * Whether the interleaving is possible, or from which row on not and why; the interleaving as far as
 * it goes with every step; the state it reaches and what it violates. Ends with a newline.
 */
export function renderTableResult(result: TableResult, options: ReportOptions = {}): string {
  const { scenario, trace } = result;
  const table = renderTable(tableOf(trace), { indent: 2, ...options.table });
  const sections = [
    wrap(ascii(scenario) || "(unnamed scenario)"),
    verdictLines(result, options.color ?? false),
    trace.steps.length + trace.waiting.length > 0 ? table.trimEnd().split("\n") : [],
    stateLines(result),
    claimLines(result),
    result.replay === null ? [] : replayLines(result.replay, options.notebook ?? null, ""),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function verdictLines({ failure, rows, omitted }: TableResult, color: boolean): string[] {
  if (failure !== null) return failureLines(failure, color);
  const left =
    omitted === 0
      ? ""
      : `, with ${counted(omitted, "step")} that the table leaves out, shown below with the others`;
  const [first = "", ...more] = wrap(
    `this interleaving is possible: all ${counted(rows, "row")}${left}`,
    "POSSIBLE  ",
    "          ",
  );
  return [paint("POSSIBLE", "good", color) + first.slice("POSSIBLE".length), ...more];
}

function failureLines(failure: TableFailure, color: boolean): string[] {
  const { row, line, text, thread, reason, gaveUp } = failure;
  const word = gaveUp ? "UNDECIDED" : "IMPOSSIBLE";
  const head = gaveUp
    ? `no way was found past row ${row} (line ${line}), but not all were tried: write more of the steps`
    : `the table stops being possible at row ${row} (line ${line})`;
  const [first = "", ...more] = wrap(head, `${word}  `, " ".repeat(word.length + 2));
  return [
    paint(word, gaveUp ? "open" : "bad", color) + first.slice(word.length),
    ...more,
    ...wrap(`${ascii(thread)} cannot do "${ascii(text)}" there: ${ascii(reason)}.`, "  ", "  "),
  ];
}

function stateLines({ trace, failure, end }: TableResult): string[] {
  const entries = changedEntries(trace);
  const waiting = end === "deadlock" ? waitingSentences(trace) : [];
  const label = failure === null ? "state: " : "state there: ";
  return [
    ...waiting.flatMap((sentence) => wrap(sentence, "  ", "    ")),
    ...(entries.length === 0 ? [] : wrapList(entries, `  ${label}`, "    ")),
  ];
}

function claimLines({ violated, witnessed, end, failure }: TableResult): string[] {
  const quoted = (property: string) => `"${ascii(property)}"`;
  const lines = [
    ...violated.map(({ property }) => `It violates ${quoted(property)}.`),
    ...witnessed.map(({ property }) => `It shows ${quoted(property)}.`),
  ];
  if (violated.length === 0 && failure === null) {
    lines.push(
      end === "open"
        ? "Nothing is violated up to here; the threads can go on."
        : "It violates nothing.",
    );
  }
  return lines.flatMap((line) => wrap(line));
}
