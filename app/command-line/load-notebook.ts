import type { CellCode } from "../kernel/protocol.js";
import { analyseNotebook } from "../notebook/analysis/analyse.js";
import { compileCell } from "../notebook/compile-cell.js";
import { decodeNotebook } from "../notebook/decode-notebook.js";
import { findCell } from "../notebook/find-cell.js";
import { formatProblem } from "../notebook/format-problem.js";
import { ancestors } from "../notebook/graph/graph.js";
import { cellKeys } from "../notebook/graph/keys.js";
import type { Notebook } from "../notebook/notebook.js";
import { parseNotebook } from "../notebook/parse-notebook.js";
import { type Problem, NotebookError } from "../notebook/place.js";
import type { Present } from "../notebook/results/staleness.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import type { Surroundings } from "./surroundings.js";
import type { Target } from "./target.js";

/** A notebook from a file. */
export interface Read {
  readonly notebook: Notebook;
  /** The text of the file. */
  readonly text: string;
  /** The whole notebook, and what its cells' keys are made with. */
  readonly present: Present;
}

/** A notebook ready to run. */
export interface Loaded extends Read {
  /** The cells to run, each after those that it reads from. */
  readonly cells: readonly CellCode[];
}

/**
 * Reads, parses and compiles a notebook.
 *
 * @throws CommandError `usage` for a file or cell that is not there, `badNotebook` for the rest
 */
export async function loadNotebook({ file, cell }: Target, around: Surroundings): Promise<Loaded> {
  const read = await readNotebook(file, around);
  const { notebook, present } = read;
  const { path } = notebook;
  const name =
    cell === null
      ? null
      : attempt(path, notebook, exitCode.usage, () => findCell(notebook, cell).name);
  const cells = attempt(path, notebook, exitCode.badNotebook, () => compile(present, name));
  return { ...read, cells };
}

/**
 * Reads and analyses a notebook.
 *
 * @throws CommandError `usage` for a file that is not there, `badNotebook` for one that is not UTF-8
 *   or has damaged fences
 */
export async function readNotebook(file: string, around: Surroundings): Promise<Read> {
  const path = file.replaceAll("\\", "/");
  const { engineVersion, engineExports } = around;
  const bytes = await around.files.readNotebook(file);
  const text = attempt(path, null, exitCode.badNotebook, () => decodeNotebook(bytes));
  const notebook = attempt(path, null, exitCode.badNotebook, () => parseNotebook(text, path));
  const analysis = analyseNotebook(notebook, undefined, engineExports);
  const present = { analysis, keys: cellKeys(analysis, engineVersion), engineVersion };
  return { notebook, text, present };
}

/**
 * Compiles a notebook, or one cell and what it needs.
 *
 * @throws NotebookError for a notebook without cells and for cells that cannot be run
 */
function compile({ analysis, keys }: Present, selected: string | null): CellCode[] {
  const { notebook, cells, graph } = analysis;
  if (notebook.cells.length === 0) {
    const hint = "A cell is a code fence that opens with ```ts #name.";
    throw new NotebookError([{ place: null, message: "the notebook has no cells", hint }]);
  }
  const target = notebook.cells.findIndex(({ name }) => name === selected);
  const order = selected === null ? graph.order : [...ancestors(graph, [target]), target];
  const problems = order.flatMap((index) => cells[index].problems);
  if (problems.length > 0) throw new NotebookError(problems);
  return order.map((index) => ({ ...compileCell(cells[index]), key: keys[index]! }));
}

/** A failed notebook as an error of the command. */
export function problemsError(
  path: string,
  notebook: Notebook | null,
  code: ExitCode,
  problems: readonly Problem[],
): CommandError {
  const texts = problems.map((problem) => formatProblem(path, notebook, problem));
  return new CommandError(code, texts.join("\n"));
}

function attempt<T>(path: string, notebook: Notebook | null, code: ExitCode, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    throw problemsError(path, notebook, code, error.problems);
  }
}
