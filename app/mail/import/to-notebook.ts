/** A notebook that begins with a mail: who said what, as quotations under their authors' names. */
import { identityComment } from "../identity-comment.js";
import { escapeLine, toMarkdown } from "../markdown-text.js";
import { type Message, displayName } from "../message.js";
import { starterCell } from "../../notebook/templates/starter.js";
import { type Turn, turnsOf } from "./turns.js";

/**
 * The text of a notebook that begins with a message. Each author's turn is a quotation, as deep as
 * in the mail, under a line with the author's name; `heddle export --eml` answers it.
 *
 * @param title for a message without a subject
 */
export function messageToNotebook({ identity, body }: Message, title: string): string {
  const author = identity?.from == null ? null : displayName(identity.from);
  const heading = identity === null || identity.subject === "" ? title : identity.subject;
  return [
    ...(identity === null ? [] : [identityComment(identity), ""]),
    `# ${escapeLine(heading)}`,
    "",
    ...quotations(turnsOf(body, author)),
    "## The code in question",
    "",
    ...starterCell,
  ].join("\n");
}

function quotations(turns: readonly Turn[]): string[] {
  const lines: string[] = [];
  let before: Turn | null = null;
  for (const turn of turns) {
    const marks = "> ".repeat(turn.level + 1);
    const quoted = toMarkdown(turn.lines).map((line) => `${marks}${line}`.trimEnd());
    if (before?.isAttribution === true && before.level + 1 === turn.level) {
      // Who speaks has just been said: this belongs to the same quotation.
      lines[lines.length - 1] = "> ".repeat(turn.level).trimEnd();
    } else if (turn.author !== null) {
      lines.push(`**${escapeLine(turn.author)}:**`, "");
    } else if (before !== null) {
      // Two quotations side by side would be read as one.
      lines.push("<!-- -->", "");
    }
    lines.push(...quoted, "");
    before = turn;
  }
  return lines;
}
