import { Argument, Command } from "commander";
import { type Shell, shells } from "../completion/shells.js";
import type { Place } from "../../command-line/commands/place.js";

const examples = `
Examples:
  $ heddle completion bash > ~/.local/share/bash-completion/completions/heddle
  $ heddle completion zsh > ~/.zfunc/_heddle      (with ~/.zfunc in fpath)
  $ heddle completion fish > ~/.config/fish/completions/heddle.fish`;

/** `heddle completion SHELL`. */
export function completionCommand({ stdout, finish }: Place): Command {
  const command = new Command("completion")
    .summary("print a script that lets a shell complete heddle's commands")
    .description("Prints a script that lets a shell complete commands, options and notebooks.")
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .addHelpText("after", examples)
    .action(async (shell: Shell) => {
      const { completionScript } = await import("../completion/completion-script.js");
      const commands = command.parent?.commands ?? [];
      stdout.write(completionScript(shell, commands));
      finish(0);
    });
  return command;
}
