import { readFile } from "node:fs/promises";
import { text as readStream } from "node:stream/consumers";
import { isReplayString } from "../../engine/trace/replay-string.js";
import { renderTableResult } from "../../engine/report/table-report.js";
import type { TableResult } from "../../engine/trace/table-result.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { follow } from "./follow.js";
import { parseTarget } from "./target.js";
import { wantsColor } from "./terminal.js";

/** Characters of a mail with a table. */
const mostText = 2 ** 20;

/**
 * Follows an interleaving table, pasted from a mail, through the checks of a notebook, and prints
 * the answer of the one that follows it furthest.
 *
 * @param table a file, or `-` for standard input
 * @throws CommandError for a bad command line or notebook, and a text without a table for it
 */
export async function replayTable(file: string, table: string): Promise<ExitCode> {
  const text = await readTable(table);
  const target = parseTarget(file, undefined);
  const { path, answer: answers } = await follow(target, { type: "table", text });
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
  const color = wantsColor({ isTTY: process.stdout.isTTY, env: process.env });
  process.stdout.write(renderTableResult(best, { color, notebook: path }));
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

async function readTable(file: string): Promise<string> {
  const text = file === "-" ? await readStream(process.stdin) : await readTextFile(file);
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

async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError(
      exitCode.usage,
      code === "ENOENT"
        ? `${file}: there is no such file\n  Save the mail with the table to it, or give - and paste.`
        : `${file}: the file cannot be read (${message})`,
    );
  }
}

function name(file: string): string {
  return file === "-" ? "standard input" : file;
}
