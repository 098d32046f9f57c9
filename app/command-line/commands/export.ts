import { Command, Option } from "commander";
import { HEADER_STYLES } from "../../../engine/report/layout.js";
import type { ExportOptions } from "../export-notebook.js";
import { parseWithin } from "../number-option.js";
import type { Place } from "./place.js";

const examples = `
Results that are recorded and current are used, the rest is run first. FILE#cell exports what that
cell's checks found.
Exit status: 0 exported, 64 wrong usage or nothing to export, 65 bad notebook, 130 interrupted.
Examples:
  $ heddle export race.heddle.md#lost-update --mail
  $ heddle export race.heddle.md --eml --from 'A U Thor <a@example.org>' -o reply.eml
  $ heddle export race.heddle.md --mail --comment --header 'CPU 0'
  $ heddle export race.heddle.md --vitest -o race.test.ts`;

/** `heddle export FILE[#cell] --FORM`. */
export function exportCommand({ load, finish }: Place): Command {
  return new Command("export")
    .summary("write findings as mail, page, picture, data or test")
    .description("Runs a notebook and writes what it found in a form that others can read.")
    .argument("<file>", "the notebook, *.heddle.md; FILE#cell names a cell")
    .optionsGroup("Forms (give one):")
    .option("--mail", "plain text for a mailing list: ASCII, 72 columns")
    .option("--eml", "a reply to the mail that the notebook began with")
    .option("--md", "Markdown for a forge")
    .option("--html", "one page that needs nothing else")
    .option("--svg", "a picture of the interleaving")
    .option("--json", "all data")
    .option("--vitest", "a test file that keeps the findings true")
    .optionsGroup("What and where to:")
    .option("-o, --output <file>", "write to a file instead of standard output")
    .option("--scenario <text>", "only scenarios whose name contains this")
    .optionsGroup("Tables (--mail, --eml, --md):")
    .addOption(
      new Option("--header <style>", "how columns are named (default: CPU0)").choices(
        HEADER_STYLES,
      ),
    )
    .option("--role-row", "thread names in a row of their own under the headers")
    .option("--no-underline", "no line under the headers")
    .option("--steps", "one numbered line per step instead of columns")
    .option("--indent <n>", "blanks before a table (default: 2)", parseWithin(0, 16))
    .option("--width <n>", "columns that no line exceeds (default: 72)", parseWithin(40, 200))
    .optionsGroup("Mail (--mail):")
    .option("--comment", "` * ` before each line, for a source comment")
    .option("--quote <levels>", "`> ` before each line, so often", parseWithin(0, 9))
    .optionsGroup("Reply (--eml):")
    .option("--from <address>", "the sender: 'Name <name@example.org>'")
    .option("--date <date>", "'now' or a date as mail writes it (default: the original's)")
    .option("--message-id <id>", "the reply's own (default: made from its content)")
    .addHelpText("after", examples)
    .action(async (file: string, options: ExportOptions) => {
      const { exportNotebook } = await import("../export-notebook.js");
      finish(await exportNotebook(file, options, await load()));
    });
}
