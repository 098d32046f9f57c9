/** A reply as a file that mail programs and `git send-email` send: plain text, nothing flowed. */
import { type Address, type Identity, MailError, displayName } from "../message.js";
import { addressField, field, isAscii } from "./headers.js";

/** What the sender decides. */
export interface Envelope {
  readonly from: Address;
  /** As it shall stand in the header. */
  readonly date: string;
  /** With its angle brackets. */
  readonly messageId: string;
}

/** Bytes that a line of a mail may have at most (RFC 5322, section 2.1.1). */
const longestLine = 998;

/**
 * The whole reply: headers, a blank line, the text. Lines end in LF, as mail is kept in files; what
 * sends it makes CRLF of that. Text beyond ASCII is 8-bit UTF-8, all other 7-bit.
 *
 * @throws MailError for a line of the text that is too long to be sent
 */
export function composeReply(
  original: Identity,
  { from, date, messageId }: Envelope,
  body: readonly string[],
): string {
  const others = [...original.to, ...original.cc];
  const to = original.from === null || isSame(original.from, from) ? others : [original.from];
  const cc = without(original.from === null ? [] : others, [from, ...to]);
  const references = [...original.references, original.messageId].filter((id) => id !== "");
  const ascii = body.every(isAscii);
  for (const line of body) {
    if (new TextEncoder().encode(line).length > longestLine) {
      throw new MailError(
        `a line of the reply has ${line.length} characters: ${line.slice(0, 40)}...\n` +
          `  Mail allows ${longestLine} bytes a line: break it in the notebook.`,
      );
    }
  }
  const headers = [
    addressField("From", [from]),
    ...(to.length === 0 ? [] : [addressField("To", without(to, [from]))]),
    ...(cc.length === 0 ? [] : [addressField("Cc", cc)]),
    field("Subject", replySubject(original.subject)),
    `Date: ${date}`,
    field("Message-ID", messageId),
    ...(original.messageId === "" ? [] : [field("In-Reply-To", original.messageId)]),
    ...(references.length === 0 ? [] : [field("References", references.join(" "))]),
    "MIME-Version: 1.0",
    `Content-Type: text/plain; charset=${ascii ? "us-ascii" : "utf-8"}`,
    `Content-Transfer-Encoding: ${ascii ? "7bit" : "8bit"}`,
  ];
  return [...headers, "", ...body, ""].join("\n");
}

/** `On <date>, <name> wrote:`, the line above the first quotation. */
export function attributionLine({ from, date }: Identity): string {
  const name = from === null ? "somebody" : displayName(from);
  return date === "" ? `${name} wrote:` : `On ${date}, ${name} wrote:`;
}

/** The subject with one `Re: `, however often there was one. */
export function replySubject(subject: string): string {
  return `Re: ${subject.replace(/^(?:(?:re|aw|antw|sv)(?:\[\d+\])?: *)+/i, "")}`.trimEnd();
}

function isSame(a: Address, b: Address): boolean {
  return a.address.toLowerCase() === b.address.toLowerCase();
}

function without(addresses: readonly Address[], others: readonly Address[]): Address[] {
  const kept = addresses.filter((each) => !others.some((other) => isSame(each, other)));
  return kept.filter((each, i) => kept.findIndex((other) => isSame(each, other)) === i);
}
