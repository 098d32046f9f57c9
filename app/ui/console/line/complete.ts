/** What the Tab key may put in place of the word at the cursor. */
import type { CommandDescription } from "../../../command-line/describe-commands.js";
import { quoteWord, splitWords } from "./words.js";

/** What can be named in a command. */
export interface Nameable {
  readonly commands: readonly CommandDescription[];
  /** The notebook's file name. */
  readonly notebook: string;
  readonly cells: readonly string[];
  readonly scenarios: readonly string[];
  /** Replay strings of the results on the page, each with the property it shows. */
  readonly replays: readonly { readonly property: string; readonly text: string }[];
}

/** Words that fit. */
export interface Completion {
  /** Where the word begins that is completed. */
  readonly from: number;
  /** As they are shown, in the order in which they are offered. */
  readonly words: readonly string[];
  /** As they are written, quoted where they need it, in the same order. */
  readonly texts: readonly string[];
}

/** The words that fit at the end of what stands before the cursor. */
export function complete(before: string, nameable: Nameable): Completion {
  const start = startOfLastWord(before);
  const typed = splitWords(before.slice(start)).words.at(0) ?? "";
  const { words } = splitWords(before.slice(0, start));
  const earlier = words[0] === "heddle" ? words.slice(1) : words;
  const fitting = candidates(earlier, typed, nameable).filter(
    ({ word, also }) => word.startsWith(typed) || (also?.startsWith(typed) ?? false),
  );
  return {
    from: start,
    words: fitting.map(({ word, also }) => (also === undefined ? word : `${word}  (${also})`)),
    // A cell needs no quotes here, where `#` begins no comment.
    texts: fitting.map(({ word }) => (word.startsWith("#") ? word : quoteWord(word))),
  };
}

/** Something that may stand there; `also` finds it by another name. */
interface Candidate {
  readonly word: string;
  readonly also?: string;
}

function candidates(
  earlier: readonly string[],
  typed: string,
  { commands, notebook, cells, scenarios, replays }: Nameable,
): Candidate[] {
  const plain = (words: readonly string[]): Candidate[] => words.map((word) => ({ word }));
  const names = commands.map(({ name }) => name);
  if (earlier.length === 0) return plain([...names, "help", "clear"].sort());
  if (earlier[0] === "help") return earlier.length === 1 ? plain([...names].sort()) : [];
  const command = commands.find(({ name }) => name === earlier[0]);
  if (command === undefined) return [];
  const option = command.options.find(({ long, short }) =>
    [long, short].includes(earlier.at(-1) ?? ""),
  );
  if (option?.takesValue === true) {
    return plain(option.long === "--scenario" ? scenarios : option.choices);
  }
  if (typed.startsWith("-")) {
    return plain(command.options.map(({ long }) => long).filter((long) => !earlier.includes(long)));
  }
  if (!command.cells) return [];
  const hashes = cells.map((name) => `#${name}`);
  if (typed.startsWith(notebook)) return plain(hashes.map((hash) => notebook + hash));
  const strings = replays.map(({ text, property }) => ({ word: text, also: property }));
  return [...plain(hashes), ...(command.name === "replay" ? strings : [])];
}

/** Where the last word begins; the end when the text ends with white space outside of quotes. */
function startOfLastWord(text: string): number {
  for (let at = text.length; at > 0; at--) {
    const before = text.slice(0, at);
    if (/\s$/.test(before) && splitWords(before).open === null) return at;
  }
  return 0;
}

/** What all of some words begin with. */
export function commonStart(words: readonly string[]): string {
  const [first = "", ...rest] = words;
  let length = first.length;
  for (const word of rest) while (!word.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
