import { readFile } from "node:fs/promises";
import { type CompiledNotebook, compileNotebook } from "../notebook/compile.js";
import { decodeNotebook } from "../notebook/decode-notebook.js";
import { findCell } from "../notebook/find-cell.js";
import { formatProblem } from "../notebook/format-problem.js";
import type { Notebook } from "../notebook/notebook.js";
import { parseNotebook } from "../notebook/parse-notebook.js";
import { type Problem, NotebookError } from "../notebook/place.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import type { Target } from "./target.js";

/** A notebook from a file, ready to run. */
export interface Loaded {
  /** The whole file. */
  readonly text: string;
  readonly notebook: Notebook;
  readonly compiled: CompiledNotebook;
}

/**
 * Reads, parses and compiles a notebook.
 *
 * @throws CommandError `usage` for a file or cell that is not there, `badNotebook` for the rest
 */
export async function loadNotebook({ file, cell }: Target): Promise<Loaded> {
  const path = file.replaceAll("\\", "/");
  const bytes = await readBytes(file);
  const text = attempt(path, null, exitCode.badNotebook, () => decodeNotebook(bytes));
  const notebook = attempt(path, null, exitCode.badNotebook, () => parseNotebook(text, path));
  if (cell !== null) attempt(path, notebook, exitCode.usage, () => findCell(notebook, cell));
  const compiled = attempt(path, notebook, exitCode.badNotebook, () =>
    compileNotebook(notebook, cell),
  );
  return { text, notebook, compiled };
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

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new CommandError(
        exitCode.usage,
        `${file}: there is no such file\n  Notebooks are files named *.heddle.md.`,
      );
    }
    if (code === "EISDIR") {
      throw new CommandError(exitCode.usage, `${file}: this is a folder, not a notebook`);
    }
    throw new CommandError(
      exitCode.badNotebook,
      `${file}: the file cannot be read (${(error as Error).message})`,
    );
  }
}
