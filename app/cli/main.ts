#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { checkCommand } from "./commands/check.js";
import { completionCommand } from "./commands/completion.js";
import { exportCommand } from "./commands/export.js";
import { fmtCommand } from "./commands/fmt.js";
import { graphCommand } from "./commands/graph.js";
import { newCommand } from "./commands/new.js";
import { replayCommand } from "./commands/replay.js";
import { runCommand } from "./commands/run.js";
import { serveCommand } from "./commands/serve.js";
import { CommandError, exitCode } from "./exit-code.js";

const overview = `
Examples:
  $ heddle run notebooks/khugepaged-writers.heddle.md
  $ heddle run race.heddle.md '#lost-update'
  $ heddle help run`;

function finish(code: number): void {
  process.exitCode = code;
}

/** The reader of a pipe may leave early (`heddle run ... | head`); that is no error of ours. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCode.brokenPipe);
  throw error;
});

const program = new Command("heddle")
  .description("Explores every interleaving of the races in a notebook.")
  .version(version, "-V, --version", "print the version")
  .helpOption("-h, --help", "print help")
  .addHelpText("after", overview)
  .showSuggestionAfterError();
const commands = [
  runCommand,
  checkCommand,
  replayCommand,
  exportCommand,
  newCommand,
  graphCommand,
  fmtCommand,
  serveCommand,
  completionCommand,
];
for (const command of commands.map((make) => make(finish))) {
  program.addCommand(command.copyInheritedSettings(program));
}
for (const command of [program, ...program.commands]) {
  const name = command === program ? "heddle" : `heddle ${command.name()}`;
  command.exitOverride().showHelpAfterError(`For usage: ${name} --help`);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    finish(error.code);
  } else if (error instanceof CommanderError) {
    // Commander has printed it; help and version are no errors.
    finish(error.exitCode === 0 ? 0 : exitCode.usage);
  } else throw error;
}
