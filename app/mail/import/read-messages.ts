import { type Message, MailError } from "../message.js";
import { readMessage } from "./read-message.js";
import { splitMbox } from "./split-mbox.js";

/**
 * The messages of a file that have plain text, in its order.
 *
 * @param bytes of an mbox or of a single mail
 * @throws MailError when there are messages and none of them can be used
 */
export async function readMessages(bytes: Uint8Array): Promise<Message[]> {
  const messages: Message[] = [];
  const unusable: MailError[] = [];
  for (const each of splitMbox(bytes)) {
    try {
      messages.push(await readMessage(each));
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      unusable.push(error);
    }
  }
  if (messages.length === 0 && unusable.length > 0) throw unusable[0];
  return messages;
}
