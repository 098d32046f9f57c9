import { renderReplay } from "../../engine/report/replay-report.js";
import { HeddleError } from "../../engine/scenario/errors.js";
import { decodeReplay } from "../../engine/trace/replay-string.js";
import type { ReplayResult } from "../../engine/trace/replay-result.js";
import { connectNode } from "../kernel/node/connect.js";
import { QueryError, Session } from "../kernel/session.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { onInterrupt } from "./interrupt.js";
import { loadNotebook, problemsError } from "./load-notebook.js";
import { parseTarget } from "./target.js";
import { wantsColor } from "./terminal.js";

/**
 * Follows a recorded interleaving through a notebook and prints what it shows now.
 *
 * @param lines the replay string; several lines may come as several arguments
 * @throws CommandError for a bad command line, replay string or notebook
 */
export async function replayNotebook(file: string, lines: readonly string[]): Promise<ExitCode> {
  const replay = lines.join("\n");
  requireIntact(replay);
  const { notebook, cells } = await loadNotebook(parseTarget(file, undefined));

  const session = new Session(notebook.path, connectNode(), () => undefined);
  const release = onInterrupt(() => void session.interrupt());
  const end = await session.run({ cells: cells.map((cell) => ({ cell, mode: "declare" })) });
  let result: ReplayResult | null = null;
  let refused: QueryError | null = null;
  if (end.type !== "interrupted") {
    try {
      result = await session.ask({ type: "replay", check: null, text: replay });
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      refused = error;
    }
  }
  release();
  session.close();

  if (end.type === "interrupted") return exitCode.interrupted;
  if (result === null) {
    if (end.type === "failed") {
      throw problemsError(notebook.path, notebook, exitCode.badNotebook, end.problems);
    }
    throw problemsError(notebook.path, notebook, exitCode.usage, [refused!.problem]);
  }
  const color = wantsColor({ isTTY: process.stdout.isTTY, env: process.env });
  process.stdout.write(`${renderReplay(result, { color }).trimEnd()}\n`);
  return result.outcome === "violated" || result.outcome === "witnessed"
    ? exitCode.asExpected
    : exitCode.notAsExpected;
}

/** Tells a damaged string apart from a notebook that fails to run. */
function requireIntact(replay: string): void {
  try {
    decodeReplay(replay);
  } catch (error) {
    if (!(error instanceof HeddleError)) throw error;
    const hint = error.hint === "" ? "" : `\n  ${error.hint}`;
    throw new CommandError(exitCode.usage, `${error.message}${hint}`);
  }
}
