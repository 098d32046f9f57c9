import type { Command } from "commander";

/** An option, as data for completion. */
export interface OptionDescription {
  /** `--memory`. */
  readonly long: string;
  /** `-u`, or null. */
  readonly short: string | null;
  readonly text: string;
  /** Values to choose from; empty when any or none is taken. */
  readonly choices: readonly string[];
  readonly takesValue: boolean;
}

/** A command, as data for completion. */
export interface CommandDescription {
  readonly name: string;
  readonly text: string;
  readonly options: readonly OptionDescription[];
  /** Words that its first argument may be; empty: a notebook. */
  readonly words: readonly string[];
  /** Whether it can be about one cell. */
  readonly cells: boolean;
}

/** What there is to complete of commands. */
export function describeCommands(commands: readonly Command[]): CommandDescription[] {
  return commands.map((command) => ({
    name: command.name(),
    text: command.summary(),
    options: command
      .createHelp()
      .visibleOptions(command)
      .flatMap(({ long, short, description, argChoices, required, optional }) =>
        long == null
          ? []
          : [
              {
                long,
                short: short ?? null,
                text: description,
                choices: argChoices ?? [],
                takesValue: required || optional,
              },
            ],
      ),
    words: command.registeredArguments[0]?.argChoices ?? [],
    cells: command.registeredArguments.some(({ description }) => description.includes("cell")),
  }));
}
