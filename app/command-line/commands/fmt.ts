import { Command } from "commander";
import type { FormatOptions } from "../format-notebooks.js";
import type { Place } from "./place.js";

const examples = `
Brings fences into the form \`\`\`ts #name key=value, sets blocks off by one blank line and removes
trailing white space. The layout of code is yours.

Exit status: 0 all in form, 1 some were not (with --check), 64 wrong usage, 65 bad notebook,
73 cannot be written.

Examples:
  $ heddle fmt race.heddle.md
  $ heddle fmt notebooks --check`;

/** `heddle fmt [FILES|FOLDERS]`. */
export function fmtCommand({ load, finish }: Place): Command {
  return new Command("fmt")
    .summary("bring notebooks into their usual form")
    .description("Brings notebooks into their usual form and prints the names of those it changes.")
    .argument("[paths...]", "notebooks and folders of notebooks (default: the present folder)")
    .option("-c, --check", "change nothing, only print the names")
    .addHelpText("after", examples)
    .action(async (paths: string[], options: FormatOptions) => {
      const { formatNotebooks } = await import("../format-notebooks.js");
      finish(await formatNotebooks(paths, options, await load()));
    });
}
