import { Command, Option } from "commander";
import { parseCount, parseSeconds } from "../number-option.js";
import type { RunOptions } from "../run-notebook.js";
import type { Place } from "./place.js";
import { workersOption } from "./workers-option.js";

const examples = `
A cell is named by its fence: \`\`\`ts #lost-update. The cells it needs run first; of their
verdicts one line is printed, and the exit status covers them too.

Exit status: 0 every verdict as expected, 1 some verdict not as expected, 2 undecided,
64 wrong usage, 65 bad notebook, 130 interrupted.

Examples:
  $ heddle run notebooks/khugepaged-writers.heddle.md
  $ heddle run race.heddle.md '#lost-update' --memory tso
  $ heddle run race.heddle.md#lost-update --max-states 5000000 --seconds 10
  $ heddle run race.heddle.md --json > verdicts.json`;

/** `heddle run FILE [#cell]`. */
export function runCommand({ load, finish }: Place): Command {
  return new Command("run")
    .summary("run a notebook's checks and print their verdicts")
    .description(
      "Runs the checks of a notebook, or of one cell, and prints a verdict for each claim.",
    )
    .argument("<file>", "the notebook, *.heddle.md; FILE#cell names a cell too")
    .argument("[cell]", "run only this cell and what it needs, for example '#lost-update'")
    .option("--json", "print one JSON object instead of text")
    .addOption(
      new Option("--memory <model>", "memory model, for every check").choices([
        "sc",
        "tso",
        "weak",
      ]),
    )
    .addOption(
      new Option("--engine <name>", "engine, for every check (default: chosen for each)").choices([
        "states",
        "traces",
      ]),
    )
    .option("--max-states <n>", "stop a check after N states (or executions)", parseCount)
    .option("--seconds <s>", "stop a check after S seconds", parseSeconds)
    .addOption(workersOption())
    .addHelpText("after", examples)
    .action(async (file: string, cell: string | undefined, options: RunOptions) => {
      const around = await load({ workers: options.workers });
      const { runNotebook } = await import("../run-notebook.js");
      finish(await runNotebook(file, cell, options, around));
    });
}
