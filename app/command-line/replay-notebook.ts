import { renderReplay } from "../../engine/report/replay-report.js";
import { HeddleError } from "../../engine/scenario/errors.js";
import { decodeReplay } from "../../engine/trace/replay-string.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { follow } from "./follow.js";
import type { Surroundings } from "./surroundings.js";
import { parseTarget } from "./target.js";

/**
 * Follows a recorded interleaving through a notebook and prints what it shows now.
 *
 * @param lines the replay string; several lines may come as several arguments
 * @throws CommandError for a bad command line, replay string or notebook
 */
export async function replayNotebook(
  file: string,
  lines: readonly string[],
  around: Surroundings,
): Promise<ExitCode> {
  const replay = lines.join("\n");
  requireIntact(replay);
  const target = parseTarget(file, undefined);
  const query = { type: "replay", check: null, text: replay } as const;
  const { answer: result } = await follow(target, query, around);
  const { color } = around;
  around.stdout.write(`${renderReplay(result, { color }).trimEnd()}\n`);
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
