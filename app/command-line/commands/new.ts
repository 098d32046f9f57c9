import { Command } from "commander";
import { templates } from "../../notebook/templates/templates.js";
import type { NewOptions } from "../new-notebook.js";
import type { Place } from "./place.js";

const examples = `
The file is NAME.heddle.md; one that is there is never overwritten. A notebook from a mail quotes
who said what and keeps the mail's identity, so that \`heddle export --eml\` can answer it.
Exit status: 0 written, 64 wrong usage, a file that is there, or a mail that cannot be used.
Templates:
${templates.map(({ id, about }) => `  ${id.padEnd(12)}${about}`).join("\n")}
Examples:
  $ heddle new lost-update
  $ heddle new publish --template litmus
  $ heddle new thp --from-mail thread.mbox --message 20260401.15@example.org`;

/** `heddle new NAME [--template ID | --from-mail FILE]`. */
export function newCommand({ load, finish }: Place): Command {
  return new Command("new")
    .summary("write a new notebook, from a template or a mail")
    .description("Writes a new notebook: a small one that runs, or one that begins with a mail.")
    .argument("<name>", "its file's name, with or without .heddle.md")
    .option(
      "--template <id>",
      `begin with one of the templates below (default: ${templates[0].id})`,
    )
    .option("--from-mail <file>", "begin with a mail: .eml, .mbox, or its text as copied")
    .option("--message <id>", "which message of an mbox, by its Message-ID")
    .addHelpText("after", examples)
    .action(async (name: string, options: NewOptions) => {
      const { newNotebook } = await import("../new-notebook.js");
      finish(await newNotebook(name, options, await load()));
    });
}
