/**
 * The identity of the mail that a notebook began with, kept in an HTML comment at its top: invisible
 * where Markdown is rendered, readable where it is not.
 */
import { type Address, type Identity } from "./message.js";
import { formatAddresses, parseAddresses } from "./addresses.js";

const opening = "<!-- mail";
const closing = "-->";

/** The comment, one header a line. */
export function identityComment(identity: Identity): string {
  const { messageId, references, subject, from, to, cc, date } = identity;
  const fields: [string, string][] = [
    ["Message-ID", messageId],
    ["References", references.join(" ")],
    ["Subject", subject],
    ["From", from === null ? "" : formatAddresses([from])],
    ["To", formatAddresses(to)],
    ["Cc", formatAddresses(cc)],
    ["Date", date],
  ];
  const lines = fields
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${value}`);
  return [opening, ...lines.map(protect), closing].join("\n");
}

/** The identity in a notebook's text, or null when there is none before its first cell. */
export function findIdentity(text: string): Identity | null {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const start = lines.indexOf(opening);
  const cell = lines.findIndex((line) => /^`{3,} *ts +#/.test(line));
  if (start < 0 || (cell >= 0 && cell < start)) return null;
  const end = lines.indexOf(closing, start);
  const fields = new Map<string, string>();
  for (const line of lines.slice(start + 1, end < 0 ? lines.length : end)) {
    const match = /^([A-Za-z-]+): *(.*)$/.exec(unprotect(line));
    if (match !== null) fields.set(match[1].toLowerCase(), match[2].trim());
  }
  const people = (name: string): Address[] => parseAddresses(fields.get(name) ?? "");
  return {
    messageId: fields.get("message-id") ?? "",
    references: fields.get("references")?.match(/<[^<>\s]+>/g) ?? [],
    subject: fields.get("subject") ?? "",
    from: people("from")[0] ?? null,
    to: people("to"),
    cc: people("cc"),
    date: fields.get("date") ?? "",
  };
}

/** Nothing in a header may end the comment. */
function protect(line: string): string {
  return line.replace(/&(?=amp;|gt;)/g, "&amp;").replace(/-->/g, "--&gt;");
}

function unprotect(line: string): string {
  return line.replace(/--&gt;/g, "-->").replace(/&amp;(?=amp;|gt;)/g, "&");
}
