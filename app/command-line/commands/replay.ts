import { Command } from "commander";
import { CommandError, exitCode } from "../exit-code.js";
import type { Place } from "./place.js";

const examples = `
Every violated claim prints a replay string. A string of several lines may be given as several
arguments or as one quoted argument.
A table may be quoted with \`> \`, indented or surrounded by prose, and it may leave steps out.
Exit status: 0 the interleaving still shows what it showed, or the table is possible; 1 not so;
64 wrong usage, damaged string or no table, 65 bad notebook, 130 interrupted.
Examples:
  $ heddle replay race.heddle.md 'STRING'
  $ heddle replay race.heddle.md --table mail.txt
  $ heddle replay race.heddle.md#lost-update --table - < mail.txt`;

/** `heddle replay FILE STRING` and `heddle replay FILE --table MAIL`. */
export function replayCommand({ load, finish }: Place): Command {
  return new Command("replay")
    .summary("follow a recorded interleaving, or a table from a mail")
    .description(
      "Follows the interleaving that a replay string records, or that a table in a mail shows, and " +
        "says what it comes to.",
    )
    .argument("<file>", "the notebook, *.heddle.md; FILE#cell names a cell")
    .argument("[string...]", "the replay string that a run printed")
    .option("--table <file>", "a text with an interleaving table; - for standard input")
    .addHelpText("after", examples)
    .action(async (file: string, lines: string[], { table }: { table?: string }) => {
      if ((table === undefined) === (lines.length === 0)) {
        throw new CommandError(
          exitCode.usage,
          table === undefined
            ? "give a replay string, or a table with --table FILE"
            : "give a replay string or --table, not both",
        );
      }
      const around = await load({ workers: 1 });
      if (table === undefined) {
        const { replayNotebook } = await import("../replay-notebook.js");
        finish(await replayNotebook(file, lines, around));
      } else {
        const { replayTable } = await import("../replay-table.js");
        finish(await replayTable(file, table, around));
      }
    });
}
