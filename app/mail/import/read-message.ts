/** Reads one message: headers, and the plain text of its body. */
import PostalMime, { type Address as ParsedAddress, type Email } from "postal-mime";
import { type Address, type Identity, type Message, MailError } from "../message.js";

/** A first line that only a mail with headers has. */
const headerLine = /^[A-Za-z][A-Za-z0-9-]*:(?:\s|$)/;

/** Characters of plain text beyond which nobody would read the notebook. */
const mostText = 4 * 2 ** 20;

const usualHeaders = new Set(["from", "to", "subject", "date", "message-id", "received"]);

/**
 * Reads a message from its bytes. A text that does not begin with headers is taken to be the body of
 * one, as copied from a web archive.
 *
 * @throws MailError when there is no plain text in it
 */
export async function readMessage(bytes: Uint8Array): Promise<Message> {
  const start = new TextDecoder().decode(bytes.subarray(0, 1000)).trimStart();
  if (!headerLine.test(start)) return copied(bytes);
  const email = await parse(bytes);
  // "Note: ..." in the first line of a copied text is no header either.
  if (!email.headers.some(({ key }) => usualHeaders.has(key))) return copied(bytes);
  const identity = identityOf(email);
  if (email.text === undefined || email.text.trim() === "") {
    throw new MailError(
      `the message "${identity.subject}" ${withoutText(email, bytes)}\n` +
        "  Save its plain text, or copy the text into a file of its own.",
    );
  }
  if (email.text.length > mostText) {
    throw new MailError(
      `the message "${identity.subject}" has ${Math.round(email.text.length / 2 ** 20)} million characters of text\n` +
        "  Copy the part in question into a file of its own.",
    );
  }
  return { identity, body: tidy(email.text) };
}

/** What a message has instead of plain text. */
function withoutText({ html }: Email, bytes: Uint8Array): string {
  if (html !== undefined) return "has only HTML";
  const [, body] = /\r?\n\r?\n([^]*)$/.exec(new TextDecoder().decode(bytes)) ?? ["", ""];
  return body.trim() === "" ? "is empty" : "has no plain text that can be read";
}

function copied(bytes: Uint8Array): Message {
  return { identity: null, body: tidy(new TextDecoder().decode(bytes)) };
}

async function parse(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes);
  } catch (error) {
    throw new MailError(
      `the message cannot be read (${(error as Error).message})\n` +
        "  Save it again from the mail program, or copy its text into a file of its own.",
    );
  }
}

function identityOf(email: Email): Identity {
  const references = ids(email.references);
  const parent = ids(email.inReplyTo).at(-1);
  return {
    messageId: ids(email.messageId)[0] ?? "",
    references: references.length > 0 || parent === undefined ? references : [parent],
    subject: oneLine(email.subject ?? ""),
    from: addresses(email.from === undefined ? [] : [email.from])[0] ?? null,
    to: addresses(email.to),
    cc: addresses(email.cc),
    date: oneLine(email.headers.find(({ key }) => key === "date")?.value ?? ""),
  };
}

function ids(text: string | undefined): string[] {
  return text?.match(/<[^<>\s]+>/g) ?? [];
}

function addresses(parsed: readonly ParsedAddress[] | undefined): Address[] {
  return (parsed ?? [])
    .flatMap((each) => each.group ?? [each])
    .map(({ name, address }) => ({ name: oneLine(name), address: oneLine(address ?? "") }))
    .filter(({ name, address }) => name !== "" || address !== "");
}

function oneLine(text: string): string {
  return text.replace(/[\s\0-\x1f\x7f]+/g, " ").trim();
}

/** What Windows-1252 has at 0x80 to 0x9f; U+FFFD where it has nothing. */
const windows1252 =
  "\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd" +
  "\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178";

/** One kind of line end, no other control characters, no blanks at line ends, no blank ends. */
function tidy(text: string): string {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/[\0-\x08\x0b-\x1f\x7f]/g, "")
    // Node 20 decodes Windows-1252 as ISO 8859-1, where these are control characters.
    .replace(/[\x80-\x9f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80])
    .split("\n")
    .map((line) => (line === "-- " ? line : line.trimEnd()));
  while (lines.length > 0 && lines[0].trim() === "") lines.shift();
  while (lines.length > 0 && lines[lines.length - 1].trim() === "") lines.pop();
  return `${lines.join("\n")}\n`;
}
