import { Command } from "commander";

const examples = `
Every violated claim prints a replay string. A string of several lines may be given as several
arguments or as one quoted argument.

Exit status: 0 the interleaving still shows what it showed, 1 it no longer does,
64 wrong usage or damaged string, 65 bad notebook, 130 interrupted.

Example:
  $ heddle replay race.heddle.md 'STRING'`;

/** `heddle replay FILE STRING`. */
export function replayCommand(finish: (code: number) => void): Command {
  return new Command("replay")
    .summary("follow a recorded interleaving and print its table")
    .description("Follows the interleaving that a replay string records, and prints its table.")
    .argument("<file>", "the notebook, *.heddle.md")
    .argument("<string...>", "the replay string that a run printed")
    .addHelpText("after", examples)
    .action(async (file: string, lines: string[]) => {
      const { replayNotebook } = await import("../replay-notebook.js");
      finish(await replayNotebook(file, lines));
    });
}
