import type { Findings } from "../export/finding.js";
import type { MailOptions } from "../export/mail.js";
import { sectionOf } from "../export/notebook-parts.js";
import { findIdentity } from "../mail/identity-comment.js";
import { type Address, type Identity, MailError } from "../mail/message.js";
import { replyBody } from "../mail/reply/body.js";
import { composeReply } from "../mail/reply/compose.js";
import type { Collected } from "./collect-findings.js";
import { CommandError, exitCode } from "./exit-code.js";

/** Options of `heddle export --eml`. */
export interface ReplyOptions {
  /** The present time, for `--date now`. */
  readonly now: () => Date;
  readonly from?: string;
  readonly date?: string;
  readonly messageId?: string;
}

/**
 * The notebook and its findings as a reply to the mail that it began with; of one cell only that and
 * the prose before it.
 *
 * @throws CommandError when there is no such mail or no sender
 */
export async function replyTo(
  { path, text, parts }: Collected,
  findings: Findings,
  cell: string | null,
  mail: MailOptions,
  options: ReplyOptions,
): Promise<string> {
  const original = findIdentity(text);
  if (original === null) {
    throw new CommandError(
      exitCode.usage,
      `${path}: this notebook did not begin with a mail, so there is nothing to reply to\n` +
        "  Begin with `heddle new NAME --from-mail FILE`, or use --mail and paste.",
    );
  }
  const from = senderOf(options.from);
  const date = dateOf(options.date, original, options.now);
  const body = replyBody(original, cell === null ? parts : sectionOf(parts, cell), findings, mail);
  const messageId =
    options.messageId ?? (await idOf([formatted(from), date, original.messageId, ...body], from));
  try {
    return composeReply(original, { from, date, messageId: bracketed(messageId) }, body);
  } catch (error) {
    if (error instanceof MailError) throw new CommandError(exitCode.usage, error.message);
    throw error;
  }
}

function senderOf(text: string | undefined): Address {
  // One address, so a comma in the name is part of the name.
  const match = /^\s*(?:"?([^"<>]*?)"?\s*<)?([^\s@<>,]+@[^\s@<>,]+?)>?\s*$/.exec(text ?? "");
  if (match !== null) return { name: match[1] ?? "", address: match[2] };
  throw new CommandError(
    exitCode.usage,
    `${text === undefined ? "--eml needs to know who replies" : `--from ${text} is no address`}\n` +
      "  Give --from 'Name <name@example.org>'.",
  );
}

/** The reply's date: the original's own when none is given, so that the bytes stay the same. */
function dateOf(text: string | undefined, { date }: Identity, now: () => Date): string {
  if (text === undefined && date !== "") return date;
  const time = text === undefined || text === "now" ? now() : new Date(text);
  if (Number.isNaN(time.getTime()) || /[\r\n]/.test(text ?? "")) {
    throw new CommandError(
      exitCode.usage,
      `--date ${text ?? ""} is no date\n  Give 'now' or a date such as 'Wed, 01 Apr 2026 15:15:00 -0400'.`,
    );
  }
  return text === undefined || text === "now" ? time.toUTCString().replace("GMT", "+0000") : text;
}

/** An id made from all that the reply says, at the sender's domain. */
async function idOf(content: readonly string[], from: Address): Promise<string> {
  const bytes = new TextEncoder().encode(content.join("\n"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `heddle-${hex.join("")}@${from.address.replace(/^.*@/, "")}`;
}

function bracketed(id: string): string {
  const inner = id.replace(/^<|>$/g, "");
  if (/^[^\s<>@]+@[^\s<>@]+$/.test(inner)) return `<${inner}>`;
  throw new CommandError(
    exitCode.usage,
    `--message-id ${id} is none\n  A Message-ID looks like name@example.org.`,
  );
}

function formatted({ name, address }: Address): string {
  return `${name} <${address}>`;
}
