/** The few terminal colours that a report uses; each only underlines what a word already says. */

/** What a piece of text means, for its colour. */
export type Tone = "good" | "bad" | "open" | "strong";

const CODES: Record<Tone, string> = { good: "32", bad: "31", open: "33", strong: "1;31" };

/** The text in the colour of its meaning, or unchanged when `color` is false. */
export function paint(text: string, tone: Tone, color: boolean): string {
  return color ? `\u001b[${CODES[tone]}m${text}\u001b[0m` : text;
}
