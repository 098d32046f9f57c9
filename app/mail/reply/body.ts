/** The text of a reply: the notebook in its order, findings in the place of the cells. */
import type { Findings } from "../../export/finding.js";
import { type MailOptions, findingLines } from "../../export/mail.js";
import type { Part } from "../../export/notebook-parts.js";
import type { Identity } from "../message.js";
import { attributionLine } from "./compose.js";
import { plainText } from "./plain-text.js";

/** Columns of the text; quoted lines stay as they were. */
const width = 72;

/**
 * The lines of a reply: an attribution, then quotations and the notebook's own prose, and under
 * each cell what its checks found. The title is left out: it is the subject.
 */
export function replyBody(
  original: Identity,
  parts: readonly Part[],
  findings: Findings,
  options: MailOptions,
): string[] {
  const sections: string[][] = [];
  for (const [index, part] of parts.entries()) {
    if (part.kind === "prose") {
      const text = index === 0 ? part.text.replace(/^# .*$/m, "") : part.text;
      sections.push(plainText(text, options.width ?? width));
      continue;
    }
    for (const finding of findings.chosen) {
      if (finding.cell === part.name) sections.push(findingLines(finding, findings, options));
    }
    for (const { cell, text } of findings.overviews) {
      if (cell === part.name) sections.push(text.trimEnd().split("\n"));
    }
  }
  const lines = sections
    .filter((section) => section.length > 0)
    .flatMap((section) => [...section, ""]);
  while (lines.at(-1) === "") lines.pop();
  const quotesFirst = lines[0]?.startsWith(">") ?? false;
  return quotesFirst ? [attributionLine(original), ...lines] : lines;
}
