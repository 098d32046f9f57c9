import { type Message, MailError, displayName } from "../message.js";

/**
 * The message to begin with: the one with that Message-ID, or the only one.
 *
 * @param id with or without angle brackets; null when none was asked for
 * @param file as shown in messages
 * @throws MailError that lists the messages there are
 */
export function chooseMessage(
  messages: readonly Message[],
  id: string | null,
  file: string,
): Message {
  if (messages.length === 0) {
    throw new MailError(
      `${file}: there is no message in this file\n  Save a mail or an mbox to it.`,
    );
  }
  if (id === null) {
    if (messages.length === 1) return messages[0];
    throw new MailError(
      `${file}: there are ${messages.length} messages in this file; say which with --message ID\n` +
        listOf(messages),
    );
  }
  const wanted = id.replace(/^<|>$/g, "");
  const found = messages.find(({ identity }) => identity?.messageId === `<${wanted}>`);
  if (found !== undefined) return found;
  throw new MailError(
    `${file}: there is no message <${wanted}>\n  The messages are:\n${listOf(messages)}`,
  );
}

/** Messages that are listed; more are only counted. */
const mostListed = 40;

function listOf(messages: readonly Message[]): string {
  const lines = messages.slice(0, mostListed).map(({ identity }) => {
    if (identity === null) return "  (a message without headers)";
    const from = identity.from === null ? "" : `${displayName(identity.from)}: `;
    return `  ${identity.messageId || "(no Message-ID)"}  ${from}${identity.subject}`;
  });
  const more = messages.length - lines.length;
  return [...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}
