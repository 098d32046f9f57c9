/** Notebooks that begin with a mail. */
import type { Message } from "../../mail/message.js";
import { commandLine } from "../console/equivalent.js";
import { addTab } from "./tab-actions.js";
import { newFile } from "./notebook-files.js";
import { problemText, type Workbench } from "./workbench.js";

/** A file that the user has picked or dropped. */
export interface PickedFile {
  readonly name: string;
  readonly bytes: () => Promise<Uint8Array>;
  /** Where it is; null where only a desktop would know. */
  readonly path: string | null;
}

/** Endings of files that hold mails. */
export const mailEndings = [".eml", ".mbox", ".mbx", ".txt"] as const;

/** Bytes of a mail file that are read; an archive of a whole list is not one thread. */
const mostBytes = 256 * 2 ** 20;

/** Lets the user pick a mail or a thread and begins a notebook with it. */
export async function newFromMail(workbench: Workbench): Promise<void> {
  const file = await workbench.page.pickFile(mailEndings);
  if (file !== null) await openMail(workbench, file);
}

/** Begins a notebook with the mail in a file; of several the user chooses one. */
export async function openMail(workbench: Workbench, file: PickedFile): Promise<void> {
  const key = `mail ${file.name}`;
  workbench.dismiss(key);
  try {
    const bytes = await file.bytes();
    if (bytes.length > mostBytes) {
      throw new Error(
        `the file has ${Math.round(bytes.length / 2 ** 20)} MiB. Save the thread in question alone.`,
      );
    }
    const { readMessages } = await import("../../mail/import/read-messages.js");
    const messages = await readMessages(bytes);
    if (messages.length === 0)
      throw new Error("there is no message in it. Save a mail or an mbox to it.");
    const thread = { name: file.name, messages };
    if (messages.length === 1) await beginWith(workbench, thread, messages[0]);
    else workbench.show({ kind: "mail", ...thread });
  } catch (error) {
    const text = `${file.name} cannot be used: ${problemText(error).replace(/\n\s*/g, ". ")}`;
    workbench.notify({ key, tab: null, text, failed: true, actions: [] });
  }
}

/** Begins a notebook with a message of a file. */
export async function beginWith(
  workbench: Workbench,
  { name: file, messages }: { readonly name: string; readonly messages: readonly Message[] },
  message: Message,
): Promise<void> {
  const { messageToNotebook } = await import("../../mail/import/to-notebook.js");
  const name = nameOf(message);
  const { console } = addTab(
    workbench,
    newFile(`${name}.heddle.md`, messageToNotebook(message, "From a mail")),
  );
  const id = message.identity?.messageId.replace(/^<|>$/g, "");
  const which = messages.length > 1 && id !== undefined ? ["--message", id] : [];
  console.did(commandLine(["new", name, "--from-mail", file, ...which]));
}

/** A file name of a message's subject: `re-patch-remove-read-only-thp`. */
function nameOf({ identity }: Message): string {
  const words = (identity?.subject ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return words === "" ? "mail" : words.slice(0, 60).replace(/-$/, "");
}
