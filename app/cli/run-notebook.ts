import type { CheckResult, EngineName, MemoryModel } from "../../engine/check/result.js";
import type { Overrides } from "../../engine/check/host.js";
import { renderMatrix } from "../../engine/report/render-matrix.js";
import { renderResult } from "../../engine/report/report.js";
import { renderWorkloads } from "../../engine/report/render-workloads.js";
import { findCell } from "../notebook/find-cell.js";
import { connectNode } from "../kernel/node/connect.js";
import type { CellEvent, SessionEvent } from "../kernel/protocol.js";
import { Session } from "../kernel/session.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { onInterrupt } from "./interrupt.js";
import { type JsonResult, jsonResults } from "./json-report.js";
import { loadNotebook, problemsError } from "./load-notebook.js";
import { NeededCells } from "./needed-cells.js";
import { ProgressLine } from "./progress-line.js";
import { Tally } from "./tally.js";
import { parseTarget } from "./target.js";
import { wantsColor } from "./terminal.js";

/** Options of `heddle run`, as parsed from the command line. */
export interface RunOptions {
  readonly json?: boolean;
  readonly memory?: MemoryModel;
  readonly engine?: EngineName;
  readonly maxStates?: number;
  readonly seconds?: number;
}

/**
 * Runs a notebook (or a cell and what it needs) and prints every verdict as it is found.
 *
 * @throws CommandError for a bad command line or notebook
 */
export async function runNotebook(
  file: string,
  cellName: string | undefined,
  options: RunOptions,
): Promise<ExitCode> {
  const target = parseTarget(file, cellName);
  const { notebook, cells } = await loadNotebook(target);
  const { stdout, stderr } = process;
  const color = wantsColor({ isTTY: stdout.isTTY, env: process.env });
  const progress = new ProgressLine(stderr);
  const tally = new Tally();
  const needed = new NeededCells();
  const rows: JsonResult[] = [];
  const blocked: string[] = [];
  let headed = "";

  const named = target.cell === null ? null : findCell(notebook, target.cell).name;
  const print = (cell: string, text: string): void => {
    progress.clear();
    const heading = `## ${cell}`;
    if (headed !== cell) stdout.write(`${color ? `\x1b[1m${heading}\x1b[22m` : heading}\n\n`);
    headed = cell;
    stdout.write(`${text.trimEnd()}\n\n`);
  };
  /** What is for people only. */
  const show = (cell: string, text: () => string): void => {
    if (options.json !== true) print(cell, text());
  };
  const onCellEvent = (event: CellEvent): void => {
    const { cell } = event;
    if (
      named !== null &&
      cell !== named &&
      event.type !== "progress" &&
      event.type !== "finished"
    ) {
      needed.add(cell, event);
      return;
    }
    switch (event.type) {
      case "progress":
        progress.show(event.progress);
        break;
      case "console":
        if (options.json === true) stderr.write(`${event.text}\n`);
        else print(cell, event.text);
        break;
      case "result":
        tally.add(event.result);
        if (options.json === true) rows.push(...jsonResults(cell, event.result));
        else if (event.series === null || !isAsExpected(event.result)) {
          print(cell, renderResult(event.result, { color, notebook: notebook.path }));
        }
        break;
      case "workloads":
        tally.addWorkloads(event.result);
        show(cell, () => renderWorkloads(event.result));
        break;
      case "matrix":
        show(cell, () => renderMatrix(event.matrix));
        break;
      case "value": {
        const { value } = event;
        if (value.kind === "text") show(cell, () => value.text);
        break;
      }
      case "finished": {
        const { outcome } = event;
        if (outcome.type === "blocked") {
          blocked.push(`cell ${cell} was not run, because it needs cell ${outcome.by}`);
        }
        break;
      }
      case "started":
      case "skipped":
      case "replayed":
    }
  };
  const onEvent = (event: SessionEvent): void => {
    if (event.type === "cell") onCellEvent(event.event);
  };

  const session = new Session(notebook.path, connectNode(), onEvent);
  const release = onInterrupt(() => void session.interrupt());
  const end = await session.run({
    cells: cells.map((cell) => ({ cell, mode: "explore" })),
    overrides: overridesFrom(options),
    // What is printed as text does not name source lines.
    positions: false,
  });
  release();
  session.close();
  progress.clear();

  if (options.json === true) {
    stdout.write(`${JSON.stringify({ notebook: notebook.path, results: rows }, null, 2)}\n`);
  }
  if (end.type === "failed") {
    const error = problemsError(notebook.path, notebook, exitCode.badNotebook, end.problems);
    throw new CommandError(error.code, [error.message, ...blocked].join("\n"));
  }
  const interrupted = end.type === "interrupted";
  if (options.json !== true) {
    stdout.write(`${needed.summary}${tally.summary}${interrupted ? " (interrupted)" : ""}\n`);
  } else if (needed.tally.code !== exitCode.asExpected) {
    stderr.write(needed.summary);
  }
  if (interrupted) return exitCode.interrupted;
  tally.include(needed.tally);
  return tally.code;
}

/** The checks of a sweep are shown as one matrix; only what is not as expected is shown in full. */
function isAsExpected({ properties }: CheckResult): boolean {
  return properties.every(({ asExpected }) => asExpected);
}

function overridesFrom({ memory, engine, maxStates, seconds }: RunOptions): Overrides {
  const budget = {
    ...(maxStates === undefined ? {} : { states: maxStates, executions: maxStates }),
    ...(seconds === undefined ? {} : { seconds }),
  };
  return {
    ...(memory === undefined ? {} : { memory }),
    ...(engine === undefined ? {} : { engine }),
    ...(Object.keys(budget).length === 0 ? {} : { budget }),
  };
}
