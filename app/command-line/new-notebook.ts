import { chooseMessage } from "../mail/import/choose-message.js";
import { readMessages } from "../mail/import/read-messages.js";
import { messageToNotebook } from "../mail/import/to-notebook.js";
import { type Message, MailError } from "../mail/message.js";
import { fromTemplate, type Template, templates } from "../notebook/templates/templates.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";
import { fileName } from "./file-name.js";
import type { Files, Surroundings } from "./surroundings.js";

/** Options of `heddle new`, as parsed from the command line. */
export interface NewOptions {
  readonly fromMail?: string;
  readonly message?: string;
  /** Id of a template; the usual one when it is left out. */
  readonly template?: string;
}

const ending = ".heddle.md";

/**
 * Writes a new notebook, from a mail if one is named. A file that is there is never touched.
 *
 * @throws CommandError for a bad command line, a mail that cannot be used or a file that is there
 */
export async function newNotebook(
  name: string,
  options: NewOptions,
  { files, stdout }: Surroundings,
): Promise<ExitCode> {
  const { fromMail, message, template } = options;
  if (message !== undefined && fromMail === undefined) {
    throw new CommandError(
      exitCode.usage,
      "--message names a message of a mail file\n  Add --from-mail FILE.",
    );
  }
  if (template !== undefined && fromMail !== undefined) {
    throw new CommandError(
      exitCode.usage,
      "a notebook begins with a mail or with a template, not with both\n  Leave one of them out.",
    );
  }
  const chosen = templateOf(template);
  const stem = name.replace(/(\.heddle)?\.md$/, "");
  const title = fileName(stem);
  if (title === "" || /[\0-\x1f]/.test(title)) {
    throw new CommandError(
      exitCode.usage,
      `${JSON.stringify(name)} is no name for a notebook\n  Give a file name: heddle new lost-update`,
    );
  }
  const text =
    fromMail === undefined
      ? fromTemplate(chosen, title)
      : messageToNotebook(await mailIn(fromMail, message ?? null, files), title);
  const file = `${stem}${ending}`;
  await files.createNotebook(file, text);
  stdout.write(`${file} is written. Next:\n  heddle run ${file}\n`);
  return exitCode.asExpected;
}

function templateOf(id: string | undefined): Template {
  if (id === undefined) return templates[0];
  const found = templates.find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new CommandError(
    exitCode.usage,
    `there is no template ${id}\n  Choose one of ${templates.map((each) => each.id).join(", ")}.`,
  );
}

async function mailIn(file: string, id: string | null, files: Files): Promise<Message> {
  try {
    return chooseMessage(await readMessages(await files.readMail(file)), id, file);
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    const text = error.message.startsWith(`${file}: `)
      ? error.message
      : `${file}: ${error.message}`;
    throw new CommandError(exitCode.usage, text);
  }
}
