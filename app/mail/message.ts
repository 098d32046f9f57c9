/** Who a message is from or to. */
export interface Address {
  /** Empty when only the address is known. */
  readonly name: string;
  readonly address: string;
}

/** What makes a message findable, and answerable. */
export interface Identity {
  /** With its angle brackets. */
  readonly messageId: string;
  /** The messages it answers, oldest first, with their angle brackets. */
  readonly references: readonly string[];
  readonly subject: string;
  /** Null when the message does not say. */
  readonly from: Address | null;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** As the message has it, for example `Wed, 01 Apr 2026 15:15:00 -0400`; empty when absent. */
  readonly date: string;
}

/** A message as read. */
export interface Message {
  /** Null for a text that was copied without its headers. */
  readonly identity: Identity | null;
  /** Its plain text; lines end in newlines. */
  readonly body: string;
}

/** A mail that cannot be used; the message says what to do instead. */
export class MailError extends Error {
  override readonly name = "MailError";
}

/** `Zi Yan`, or the address where there is no name. */
export function displayName({ name, address }: Address): string {
  return name === "" ? address : name;
}
