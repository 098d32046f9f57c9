import { isReplayString } from "../../engine/trace/replay-string.js";
import { renderTableResult } from "../../engine/report/table-report.js";
import type { TableResult } from "../../engine/trace/table-result.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { follow } from "./follow.js";
import type { Surroundings } from "./surroundings.js";
import { parseTarget } from "./target.js";

/** Characters of a mail with a table. */
const mostText = 2 ** 20;

/**
 * Follows an interleaving table, pasted from a mail, through the checks of a notebook, and prints
 * the answer of the one that follows it furthest.
 *
 * @param table a file, or `-` for standard input
 * @throws CommandError for a bad command line or notebook, and a text without a table for it
 */
export async function replayTable(
  file: string,
  table: string,
  around: Surroundings,
): Promise<ExitCode> {
  const text = await readTable(table, around);
  const target = parseTarget(file, undefined);
  const { path, answer: answers } = await follow(target, { type: "table", text }, around);
  const best = answers.reduce<TableResult | null>(
    (one, other) => (one === null || isFurther(other, one) ? other : one),
    null,
  );
  if (best === null || best.outcome === "unrelated") {
    const threads = answers.map(
      ({ scenario, trace }) => `  ${scenario}: ${trace.threads.join(", ")}`,
    );
    throw new CommandError(
      exitCode.usage,
      answers.some(({ rows }) => rows > 0)
        ? `${name(table)}: the table has none of the threads of ${path}\n${threads.join("\n")}`
        : `${name(table)}: there is no interleaving table in this text\n` +
            "  A table has a header line such as `CPU0  CPU1`, with a line of `-` under it.",
    );
  }
  const { color } = around;
  around.stdout.write(renderTableResult(best, { color, notebook: path }));
  return best.outcome === "possible" ? exitCode.asExpected : exitCode.notAsExpected;
}

/** The possible ones first, of the others those that follow more rows; the earlier when equal. */
function isFurther(a: TableResult, b: TableResult): boolean {
  return progress(a) > progress(b);
}

function progress({ outcome, failure, omitted }: TableResult): number {
  if (outcome === "unrelated") return -1;
  // A scenario in which the table is complete is more likely meant than one with steps left out.
  if (outcome === "possible") return omitted === 0 ? Infinity : Number.MAX_SAFE_INTEGER;
  return failure === null ? 0 : failure.row;
}

async function readTable(file: string, { files }: Surroundings): Promise<string> {
  const text = await files.readText(file);
  if (text.length > mostText) {
    throw new CommandError(
      exitCode.usage,
      `${name(file)}: this is more than a million characters\n  Cut the table out of it.`,
    );
  }
  if (isReplayString(text)) {
    throw new CommandError(
      exitCode.usage,
      `${name(file)}: this is a replay string, not a table\n  Give it without --table.`,
    );
  }
  return text;
}

function name(file: string): string {
  return file === "-" ? "standard input" : file;
}
