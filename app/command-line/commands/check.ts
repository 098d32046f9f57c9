import { Command } from "commander";
import type { CheckOptions } from "../check-notebook.js";
import type { Place } from "./place.js";
import { workersOption } from "./workers-option.js";

const examples = `
The results of NAME.heddle.md are recorded in NAME.results.json beside it. What counts as a change:
verdicts, counts, outcomes and the simplest interleaving of every check. A recorded counterexample
of a cell that was edited is tried first.

Exit status: 0 all as recorded (or recorded now), 1 something changed or is not recorded,
64 wrong usage, 65 bad notebook, 73 results cannot be written, 130 interrupted.

Examples:
  $ heddle check notebooks
  $ heddle check race.heddle.md --update`;

/** `heddle check [FILES|FOLDERS]`. */
export function checkCommand({ load, finish }: Place): Command {
  return new Command("check")
    .summary("run notebooks again and compare with the recorded results")
    .description("Runs notebooks again and compares what they find with the recorded results.")
    .argument("[paths...]", "notebooks and folders of notebooks (default: the present folder)")
    .option("-u, --update", "record what is found")
    .addOption(workersOption())
    .addHelpText("after", examples)
    .action(async (paths: string[], options: CheckOptions) => {
      const around = await load({ workers: options.workers });
      const { checkNotebooks } = await import("../check-notebooks.js");
      finish(await checkNotebooks(paths, options, around));
    });
}
