/** Finding a text in all blocks of a notebook, and putting another one in its place. */
import type { Block, BlockId } from "../../notebook/document/block.js";
import type { Edit } from "../../notebook/document/edit.js";

/** What is looked for. */
export interface Query {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  /** Whether the text is a regular expression; `^` and `$` are the ends of lines. */
  readonly regexp: boolean;
}

/** A place where it is, in UTF-16 units of the block's text. */
export interface Match {
  readonly block: BlockId;
  readonly start: number;
  readonly end: number;
}

/** All places in file order, or what is wrong with the query. */
export interface Found {
  readonly matches: readonly Match[];
  /** Why nothing can be looked for, as a sentence; null where something can. */
  readonly problem: string | null;
}

const nothing: Found = { matches: [], problem: null };

/** A block's text as an editor shows it. */
export function searchedText(block: Block): string {
  return block.type === "cell" ? block.code : block.text;
}

/** Looks for a query; a match of no length is none. */
export function search(blocks: readonly Block[], query: Query): Found {
  if (query.text === "") return nothing;
  const pattern = patternOf(query);
  if (typeof pattern === "string") return { matches: [], problem: pattern };
  const matches = blocks.flatMap((block) =>
    [...searchedText(block).matchAll(pattern)].flatMap((found): Match[] =>
      found[0] === ""
        ? []
        : [{ block: block.id, start: found.index, end: found.index + found[0].length }],
    ),
  );
  return { matches, problem: null };
}

/**
 * The edits that replace matches. In the replacement of a regular expression `$1`, `$<name>`, `$&`
 * and `$$` have JavaScript's meaning.
 *
 * @param wanted whether a match is to be replaced
 */
export function replaceEdits(
  blocks: readonly Block[],
  query: Query,
  replacement: string,
  wanted: (match: Match) => boolean,
): Edit[] {
  const pattern = query.text === "" ? "" : patternOf(query);
  if (typeof pattern === "string") return [];
  return blocks.flatMap((block): Edit[] => {
    const before = searchedText(block);
    let text = "";
    let done = 0;
    for (const found of before.matchAll(pattern)) {
      const [start, end] = [found.index, found.index + found[0].length];
      if (start === end || !wanted({ block: block.id, start, end })) continue;
      text += before.slice(done, start) + (query.regexp ? expand(replacement, found) : replacement);
      done = end;
    }
    text += before.slice(done);
    return text === before ? [] : [{ type: "setText", id: block.id, text }];
  });
}

/** The query as a pattern, or what is wrong with it. */
function patternOf({ text, matchCase, wholeWord, regexp }: Query): RegExp | string {
  const source = regexp ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const word = "[\\p{L}\\p{N}_$]";
  const whole = wholeWord ? `(?<!${word})(?:${source})(?!${word})` : source;
  try {
    return new RegExp(whole, matchCase ? "gmu" : "gimu");
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /s, "") : "";
    return `Not a regular expression: ${reason}.`;
  }
}

function expand(replacement: string, found: RegExpExecArray): string {
  return replacement.replace(
    /\$(?:([$&])|(\d{1,2})|<([^>]+)>)/g,
    (whole, sign?: string, number?: string, name?: string) => {
      if (sign === "$") return "$";
      if (sign === "&") return found[0];
      if (name !== undefined) return found.groups?.[name] ?? "";
      const index = Number(number);
      return index > 0 && index < found.length ? (found[index] ?? "") : whole;
    },
  );
}
