import type { ReplayResult } from "../../engine/trace/replay-result.js";
import type { TableResult } from "../../engine/trace/table-result.js";
import { runKernel } from "../kernel/node/run-kernel.js";
import { CommandError, exitCode } from "./exit-code.js";
import { onInterrupt } from "./interrupt.js";
import { loadNotebook, problemsError } from "./load-notebook.js";
import type { Target } from "./target.js";

/** What following a replay string or a table through a notebook gave. */
export interface Followed {
  readonly path: string;
  /** One for each check that it belongs to, in order. */
  readonly results: readonly (ReplayResult | TableResult)[];
}

/**
 * Follows a replay string, or a text with a table, through the checks of a notebook.
 *
 * @throws CommandError for a bad notebook unless some check was reached, and when interrupted
 */
export async function follow(target: Target, replay: string): Promise<Followed> {
  const { notebook, compiled } = await loadNotebook(target);
  const results: (ReplayResult | TableResult)[] = [];
  const run = runKernel(compiled, { replay }, (event) => {
    if (event.type === "replayed") results.push(event.result);
  });
  const release = onInterrupt(() => run.cancel());
  const ending = await run.ended;
  release();
  if (ending.type === "cancelled") throw new CommandError(exitCode.interrupted, "interrupted");
  if (ending.type === "failed" && results.length === 0) {
    throw problemsError(notebook.path, notebook, exitCode.badNotebook, ending.problems);
  }
  return { path: notebook.path, results };
}
