import { graphDot, graphJson, graphText } from "../notebook/graph/render-graph.js";
import { printJson } from "../notebook/results/print-json.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { problemsError, readNotebook } from "./load-notebook.js";
import type { Surroundings } from "./surroundings.js";

/** Options of `heddle graph`, as parsed from the command line. */
export interface GraphOptions {
  readonly dot?: boolean;
  readonly json?: boolean;
}

/**
 * Prints a notebook's graph; what is wrong with cells goes to standard error.
 *
 * @throws CommandError for a file that cannot be read as a notebook
 */
export async function showGraph(
  file: string,
  { dot, json }: GraphOptions,
  around: Surroundings,
): Promise<ExitCode> {
  const { notebook, present } = await readNotebook(file, around);
  const { analysis, keys } = present;
  around.stdout.write(
    json === true
      ? printJson(graphJson(analysis, keys))
      : dot === true
        ? graphDot(analysis)
        : graphText(analysis),
  );
  const problems = analysis.cells.flatMap((cell) => cell.problems);
  if (problems.length > 0) {
    throw problemsError(notebook.path, notebook, exitCode.badNotebook, problems);
  }
  return exitCode.asExpected;
}
