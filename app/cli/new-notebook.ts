import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { chooseMessage } from "../mail/import/choose-message.js";
import { readMessage } from "../mail/import/read-message.js";
import { splitMbox } from "../mail/import/split-mbox.js";
import { messageToNotebook } from "../mail/import/to-notebook.js";
import { type Message, MailError } from "../mail/message.js";
import { starterNotebook } from "../mail/starter.js";
import { CommandError, type ExitCode, exitCode } from "./exit-code.js";

/** Options of `heddle new`, as parsed from the command line. */
export interface NewOptions {
  readonly fromMail?: string;
  readonly message?: string;
}

const ending = ".heddle.md";
/** Bytes of a mail file that are read; an archive of a whole list is not one thread. */
const mostBytes = 256 * 2 ** 20;

/**
 * Writes a new notebook, from a mail if one is named. A file that is there is never touched.
 *
 * @throws CommandError for a bad command line, a mail that cannot be used or a file that is there
 */
export async function newNotebook(name: string, options: NewOptions): Promise<ExitCode> {
  const { fromMail, message } = options;
  if (message !== undefined && fromMail === undefined) {
    throw new CommandError(
      exitCode.usage,
      "--message names a message of a mail file\n  Add --from-mail FILE.",
    );
  }
  const stem = name.replace(/(\.heddle)?\.md$/, "");
  const title = basename(stem);
  if (title === "" || /[\0-\x1f]/.test(title)) {
    throw new CommandError(
      exitCode.usage,
      `${JSON.stringify(name)} is no name for a notebook\n  Give a file name: heddle new lost-update`,
    );
  }
  const text =
    fromMail === undefined
      ? starterNotebook(title)
      : messageToNotebook(await mailIn(fromMail, message ?? null), title);
  const file = `${stem}${ending}`;
  await create(file, text);
  process.stdout.write(`${file} is written. Next:\n  heddle run ${file}\n`);
  return exitCode.asExpected;
}

async function create(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError(
      exitCode.usage,
      code === "EEXIST"
        ? `${file}: this file is there already, and it is left as it is\n  Choose another name, or remove the file.`
        : code === "ENOENT"
          ? `${file}: there is no such folder\n  Make the folder first.`
          : `${file}: the file cannot be written (${message})`,
    );
  }
}

async function mailIn(file: string, id: string | null): Promise<Message> {
  try {
    const messages: Message[] = [];
    const unusable: MailError[] = [];
    for (const bytes of splitMbox(await readMail(file))) {
      try {
        messages.push(await readMessage(bytes));
      } catch (error) {
        if (!(error instanceof MailError)) throw error;
        unusable.push(error);
      }
    }
    if (messages.length === 0 && unusable.length > 0) throw unusable[0];
    return chooseMessage(messages, id, file);
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    const text = error.message.startsWith(`${file}: `)
      ? error.message
      : `${file}: ${error.message}`;
    throw new CommandError(exitCode.usage, text);
  }
}

async function readMail(file: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new MailError(
      code === "ENOENT"
        ? "there is no such file\n  Save the thread as an mbox, or a mail as .eml."
        : code === "EISDIR"
          ? "this is a folder\n  Name one mail of it, or save the thread as an mbox."
          : `the file cannot be read (${message})`,
    );
  }
  if (bytes.length <= mostBytes) return bytes;
  throw new MailError(
    `the file has ${Math.round(bytes.length / 2 ** 20)} MiB\n  Save the thread in question alone.`,
  );
}
