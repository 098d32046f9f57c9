import { Command, CommanderError } from "commander";
import { checkCommand } from "./commands/check.js";
import { exportCommand } from "./commands/export.js";
import { fmtCommand } from "./commands/fmt.js";
import { graphCommand } from "./commands/graph.js";
import { newCommand } from "./commands/new.js";
import type { Place } from "./commands/place.js";
import { replayCommand } from "./commands/replay.js";
import { runCommand } from "./commands/run.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import type { Screen } from "./surroundings.js";

/** Makes a command. */
export type MakeCommand = (place: Place) => Command;

/** The commands that work wherever there is a notebook, in the order in which help lists them. */
export const notebookCommands: readonly MakeCommand[] = [
  runCommand,
  checkCommand,
  replayCommand,
  exportCommand,
  newCommand,
  graphCommand,
  fmtCommand,
];

/**
 * The program `heddle` with some commands; what it says goes to where it is typed. It never ends the
 * process: `execute` tells how a command ended.
 */
export function heddleProgram(makers: readonly MakeCommand[], place: Place): Command {
  const { stdout, stderr, color } = place;
  const columns = ({ isTTY, columns: count }: Screen) => (isTTY === true ? count : undefined);
  const program = new Command("heddle")
    .description("Explores every interleaving of the races in a notebook.")
    .helpOption("-h, --help", "print help")
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      getOutHelpWidth: () => columns(stdout) as number,
      getErrHelpWidth: () => columns(stderr) as number,
      getOutHasColors: () => color,
      getErrHasColors: () => color,
    });
  for (const make of makers) {
    program.addCommand(make(place).copyInheritedSettings(program));
  }
  for (const command of [program, ...program.commands]) {
    const name = command === program ? "heddle" : `heddle ${command.name()}`;
    command.exitOverride().showHelpAfterError(`For usage: ${name} --help`);
  }
  return program;
}

/**
 * Does what a command line says.
 *
 * @param words what follows `heddle`
 * @param extend adds what only this place has to the program
 * @returns the exit status; an error has been told
 */
export async function execute(
  words: readonly string[],
  makers: readonly MakeCommand[],
  place: Omit<Place, "finish">,
  extend: (program: Command) => void = () => undefined,
): Promise<ExitCode> {
  let status: number = exitCode.asExpected;
  const program = heddleProgram(makers, {
    ...place,
    finish: (code) => {
      status = code;
    },
  });
  extend(program);
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommandError) {
      place.stderr.write(`${error.message}\n`);
      return error.code;
    }
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed it; help and version are no errors.
    return error.exitCode === 0 ? exitCode.asExpected : exitCode.usage;
  }
  return status as ExitCode;
}
