/** The files of commands on the disk, and what the user is told when something is wrong with one. */
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { text as readStream } from "node:stream/consumers";
import { CommandError, exitCode } from "../command-line/exit-code.js";
import type { Files } from "../command-line/surroundings.js";
import { HostError } from "../host/problem.js";
import { readResults, writeResults } from "../host/results-files.js";
import { writeWhole } from "../host/write-whole.js";
import { MailError } from "../mail/message.js";
import { findNotebooks } from "./find-notebooks.js";
import { writeOutput } from "./write-output.js";

/** Bytes of a mail file that are read; an archive of a whole list is not one thread. */
const mostBytes = 256 * 2 ** 20;

/** See `Files`. */
export const diskFiles: Files = {
  find: findNotebooks,
  readNotebook,
  saveNotebook: (file, text) => told(() => writeWhole(file, text, `cannot save ${basename(file)}`)),
  createNotebook,
  readResults: (file) => told(() => readResults(file)),
  saveResults: (file, text) => told(() => writeResults(file, text)),
  readText,
  readMail,
  writeOutput,
};

/** A failure of the disk as an error of the command. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const hint = error.hint === "" ? "" : `\n  ${error.hint}`;
    throw new CommandError(exitCode.cannotWrite, `${error.message}${hint}`);
  }
}

async function readNotebook(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new CommandError(
        exitCode.usage,
        `${file}: there is no such file\n  Notebooks are files named *.heddle.md.`,
      );
    }
    if (code === "EISDIR") {
      throw new CommandError(exitCode.usage, `${file}: this is a folder, not a notebook`);
    }
    throw new CommandError(
      exitCode.badNotebook,
      `${file}: the file cannot be read (${(error as Error).message})`,
    );
  }
}

async function createNotebook(file: string, text: string): Promise<void> {
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

async function readText(file: string): Promise<string> {
  if (file === "-") return readStream(process.stdin);
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError(
      exitCode.usage,
      code === "ENOENT"
        ? `${file}: there is no such file\n  Save the mail with the table to it, or give - and paste.`
        : `${file}: the file cannot be read (${message})`,
    );
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
