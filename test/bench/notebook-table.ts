/** The times of notebooks as a table of at most 100 columns. */
import { counted, grouped } from "../../engine/report/numbers.js";
import { type CheckTime, type NotebookTime, type NotebooksTime, runs } from "./notebooks.js";

const nameWidth = 48;

function row(name: string, ...cells: readonly [string, string, string, string, string]): string {
  const [memory, states, transitions, interleavings, ms] = cells;
  return (
    fitted(name, nameWidth) +
    ` ${memory.padEnd(6)}${states.padStart(9)}${transitions.padStart(12)}` +
    `${interleavings.padStart(14)}${ms.padStart(9)}`
  );
}

/** The table's head. */
export const notebooksHead = `${row("", "memory", "states", "transitions", "interleavings", "ms")}\n`;

/** One notebook, as a line for the whole process and one for each check. */
export function notebookLines(time: NotebookTime): string {
  const { notebook, exitStatus, errors, median, checks } = time;
  const lines = [
    "",
    row(`${notebook}, whole process`, "", "", "", "", median.toFixed(0)),
    ...checks.map((check) => checkLine(check)),
  ];
  if (exitStatus !== 0) lines.push(`  exit status ${String(exitStatus)}`);
  if (errors !== "")
    lines.push(
      ...errors
        .trimEnd()
        .split("\n")
        .map((line) => `  ${line}`),
    );
  return `${lines.join("\n")}\n`;
}

function checkLine({
  scenario,
  memory,
  states,
  transitions,
  interleavings,
  ms,
}: CheckTime): string {
  return row(
    `  ${scenario}`,
    memory,
    states === null ? "-" : grouped(states),
    grouped(transitions),
    interleavings === null ? "-" : short(interleavings),
    ms.toFixed(1),
  );
}

/** The sums, the slowest check, and what the columns mean. */
export function notebooksSummary({ notebooks, slowest, inChecks, total }: NotebooksTime): string {
  const checks = notebooks.reduce((n, notebook) => n + notebook.checks.length, 0);
  const all = `${counted(notebooks.length, "notebook")}, ${counted(checks, "check")}`;
  return [
    "",
    `${all}: ${(total / 1000).toFixed(1)} s cold, ${(inChecks / 1000).toFixed(1)} s of it in checks`,
    slowest === null
      ? "no checks"
      : `slowest check: ${slowest.ms.toFixed(0)} ms, ${slowest.scenario} (${slowest.notebook})`,
    `Milliseconds are medians of ${runs} processes. Interleavings are those of the engine that ran, traces`,
    "where states are `-`; they are `-` where a loop makes them unbounded.",
    "",
  ].join("\n");
}

/** A count of any size in at most 11 characters: `1,204`, `1.5e+11`. */
function short(digits: string): string {
  return digits.length <= 9 ? grouped(BigInt(digits)) : Number(digits).toExponential(1);
}

function fitted(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 3)}...`;
}
