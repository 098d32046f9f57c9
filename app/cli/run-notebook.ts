import type { CheckResult, EngineName, MemoryModel } from "../../engine/check/result.js";
import type { Overrides } from "../../engine/check/host.js";
import { renderMatrix } from "../../engine/report/render-matrix.js";
import { renderResult } from "../../engine/report/report.js";
import { renderWorkloads } from "../../engine/report/render-workloads.js";
import { findCell } from "../notebook/find-cell.js";
import { runKernel } from "../kernel/node/run-kernel.js";
import type { KernelEvent } from "../kernel/protocol.js";
import { type ExitCode, exitCode } from "./exit-code.js";
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
 * Runs a notebook (or a cell and what it needs) and prints every verdict as it is found. Of the
 * cells that a named cell needs only the sums are printed, but the exit status covers them too: what
 * the named cell says may rest on what they say.
 *
 * @throws CommandError for a bad command line or notebook
 */
export async function runNotebook(
  file: string,
  cellName: string | undefined,
  options: RunOptions,
): Promise<ExitCode> {
  const target = parseTarget(file, cellName);
  const { notebook, compiled } = await loadNotebook(target);
  const { stdout, stderr } = process;
  const color = wantsColor({ isTTY: stdout.isTTY, env: process.env });
  const progress = new ProgressLine(stderr);
  const tally = new Tally();
  const needed = new NeededCells();
  const rows: JsonResult[] = [];
  let headed = -1;
  let current = 0;

  const named = target.cell === null ? null : findCell(notebook, target.cell).name;
  const isNeeded = (cell: number) => named !== null && compiled.cells[cell].name !== named;
  const print = (cell: number, text: string): void => {
    progress.clear();
    const heading = `## ${compiled.cells[cell].name}`;
    if (headed !== cell) stdout.write(`${color ? `\x1b[1m${heading}\x1b[22m` : heading}\n\n`);
    headed = cell;
    stdout.write(`${text.trimEnd()}\n\n`);
  };
  const onEvent = (event: KernelEvent): void => {
    if ("cell" in event && isNeeded(event.cell)) {
      needed.add(compiled.cells[event.cell].name, event);
      return;
    }
    switch (event.type) {
      case "cell":
        current = event.index;
        break;
      case "progress":
        progress.show(event.progress);
        break;
      case "console":
        if (isNeeded(current)) break;
        if (options.json === true) stderr.write(`${event.text}\n`);
        else print(current, event.text);
        break;
      case "result":
        tally.add(event.result);
        if (options.json === true) {
          rows.push(...jsonResults(compiled.cells[event.cell].name, event.result));
        } else if (event.sweep === null || !isAsExpected(event.result)) {
          print(event.cell, renderResult(event.result, { color, notebook: notebook.path }));
        }
        break;
      case "workloads":
        tally.addWorkloads(event.result);
        if (options.json !== true) print(event.cell, renderWorkloads(event.result));
        break;
      case "matrix":
        if (options.json !== true) print(event.cell, renderMatrix(event.matrix));
        break;
      case "replayed":
      case "failed":
      case "cancelled":
      case "done":
    }
  };

  const run = runKernel(compiled, { overrides: overridesFrom(options) }, onEvent);
  const release = onInterrupt(() => run.cancel());
  const ending = await run.ended;
  release();
  progress.clear();

  if (options.json === true) {
    stdout.write(`${JSON.stringify({ notebook: notebook.path, results: rows }, null, 2)}\n`);
  }
  if (ending.type === "failed") {
    throw problemsError(notebook.path, notebook, exitCode.badNotebook, ending.problems);
  }
  const interrupted = ending.type === "cancelled";
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
