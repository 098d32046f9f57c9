import type { Answers, Query } from "../kernel/protocol.js";
import { QueryError } from "../kernel/session.js";
import { CommandError, exitCode } from "./exit-code.js";
import { loadNotebook, problemsError } from "./load-notebook.js";
import type { Surroundings } from "./surroundings.js";
import type { Target } from "./target.js";

/** The questions that are about a whole notebook. */
type NotebookQuery = Extract<Query, { type: "replay" | "table" }>;

/** The answer, and the notebook as the user is told of it. */
export interface Followed<T> {
  readonly path: string;
  readonly answer: T;
}

/**
 * Evaluates a notebook without exploring anything, and asks its checks a question.
 *
 * @throws CommandError for a bad notebook unless the checks before the error answer, for a question
 *   that no check can answer, and when interrupted
 */
export async function follow<Q extends NotebookQuery>(
  target: Target,
  query: Q,
  around: Surroundings,
): Promise<Followed<Answers[Q["type"]]>> {
  const { notebook, cells } = await loadNotebook(target, around);
  const { path } = notebook;
  const decoded = await around.files.readResults(target.file);
  const recorded = decoded?.kind === "results" ? decoded.results : null;
  const kernel = around.startKernel(path, () => undefined, { workers: 1 });
  const release = around.onInterrupt(() => void kernel.interrupt());
  try {
    const end = await kernel.run({
      cells: cells.map((cell) => ({
        cell,
        mode: "declare",
        // Which of many random workloads failed is only known from there.
        recordedWorkloads: recorded?.get(cell.name)?.workloads ?? [],
      })),
    });
    if (end.type === "interrupted") throw new CommandError(exitCode.interrupted, "interrupted");
    try {
      return { path, answer: await kernel.ask(query) };
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      throw end.type === "failed"
        ? problemsError(path, notebook, exitCode.badNotebook, end.problems)
        : problemsError(path, notebook, exitCode.usage, [error.problem]);
    }
  } finally {
    release();
    kernel.close();
  }
}
