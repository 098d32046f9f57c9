/** A cell's options as one line of text: `memory=tso workers=2`. */
import { parseInfo } from "../parse-info.js";

/** Options as they stand in the opening line. */
export function writeOptions(options: ReadonlyMap<string, string>): string {
  return [...options].map(([key, value]) => `${key}=${value}`).join(" ");
}

/** Reads options; `problem` is a sentence, or null. */
export function readOptions(text: string): {
  readonly options: ReadonlyMap<string, string>;
  readonly problem: string | null;
} {
  const info = parseInfo(`ts #cell ${text}`.trim());
  if (info === null || !("options" in info)) return { options: new Map(), problem: null };
  const { options, problem } = info;
  if (problem !== null) {
    const message = problem.message.replace(/^cell option /, "");
    return { options, problem: `${message}. ${problem.hint}` };
  }
  // The line is inside a fence of backticks.
  return text.includes("`")
    ? { options, problem: "An option cannot have a backtick in it." }
    : { options, problem: null };
}
