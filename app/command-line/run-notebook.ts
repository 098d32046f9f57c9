import type { Overrides } from "../../engine/check/overrides.js";
import type { EngineName, MemoryModel } from "../../engine/check/result.js";
import { findCell } from "../notebook/find-cell.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { loadNotebook, problemsError } from "./load-notebook.js";
import { ProgressLine } from "./progress-line.js";
import { RunPrinter } from "./run-printer.js";
import type { Surroundings } from "./surroundings.js";
import { parseTarget } from "./target.js";

/** Options of `heddle run`, as parsed from the command line. */
export interface RunOptions {
  readonly json?: boolean;
  readonly memory?: MemoryModel;
  readonly engine?: EngineName;
  readonly maxStates?: number;
  readonly seconds?: number;
  readonly workers?: number;
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
  around: Surroundings,
): Promise<ExitCode> {
  const target = parseTarget(file, cellName);
  const { notebook, cells } = await loadNotebook(target, around);
  const { path } = notebook;
  const { stdout, stderr, color } = around;
  const progress = new ProgressLine(stderr);
  const printer = new RunPrinter({
    path,
    named: target.cell === null ? null : findCell(notebook, target.cell).name,
    json: options.json === true,
    color,
    stdout,
    stderr,
    progress,
  });

  const { workers } = options;
  const overrides = overridesFrom(options);
  const kernel = around.startKernel(
    path,
    (event) => {
      if (event.type === "cell") printer.take(event.event);
    },
    workers === undefined ? { shared: Object.keys(overrides).length === 0 } : { workers },
  );
  const release = around.onInterrupt(() => void kernel.interrupt());
  const end = await kernel.run({
    cells: cells.map((cell) => ({ cell, mode: "explore" })),
    overrides,
    // What is printed as text does not name source lines.
    positions: false,
  });
  release();
  kernel.close();
  progress.clear();

  if (options.json === true || end.type !== "failed") printer.sumUp(end.type === "interrupted");
  if (end.type === "failed") {
    const error = problemsError(path, notebook, exitCode.badNotebook, end.problems);
    throw new CommandError(error.code, [error.message, ...printer.blocked].join("\n"));
  }
  return end.type === "interrupted" ? exitCode.interrupted : printer.code;
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
