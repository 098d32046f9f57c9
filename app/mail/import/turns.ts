/** Who says what in a mail: its text as a sequence of turns, each of one author. */
import { quotedAuthor } from "./attribution.js";

/** Consecutive lines of one level of quoting. */
export interface Turn {
  /** 0 for the text of the message's own author, one more for each `>`. */
  readonly level: number;
  /** Null when no attribution line tells. */
  readonly author: string | null;
  /** Without quote marks; blank lines separate paragraphs, none at the ends. */
  readonly lines: readonly string[];
  /** True when the turn only says who is quoted below. */
  readonly isAttribution: boolean;
}

interface Line {
  readonly level: number;
  readonly text: string;
}

/** Lines over which a mail program may have wrapped an attribution. */
const mostWrapped = 4;

/**
 * The turns of a mail. A signature (after `-- `) is left out.
 *
 * @param author who wrote the message, null when unknown
 */
export function turnsOf(body: string, author: string | null): Turn[] {
  const lines = withoutSignature(body.split("\n")).map(quotedLine);
  const attributions = findAttributions(lines);
  const authors: (string | null)[] = [author];
  const turns: Turn[] = [];
  let open: { level: number; isAttribution: boolean; lines: string[] } | null = null;
  const close = (): void => {
    if (open === null) return;
    while (open.lines.at(-1) === "") open.lines.pop();
    const { level } = open;
    turns.push({ ...open, author: authors[level] ?? null });
    open = null;
  };
  lines.forEach(({ level, text }, index) => {
    if (text === "") {
      open?.lines.push("");
      return;
    }
    const named = attributions.get(index);
    const isAttribution = named !== undefined;
    // A blank line between two of one level does not end a turn; a mail program may have eaten `>`.
    if (open === null || open.level !== level || open.isAttribution !== isAttribution) close();
    open ??= { level, isAttribution, lines: [] };
    open.lines.push(text);
    if (named !== undefined && named !== null) {
      // Whoever was quoted deeper down belongs to an earlier quotation.
      authors.length = level + 1;
      authors[level + 1] = named;
    }
  });
  close();
  return turns;
}

/** Cuts a signature off; what is long or quotes somebody is none. */
function withoutSignature(lines: readonly string[]): readonly string[] {
  const at = lines.lastIndexOf("-- ");
  const below = lines.slice(at + 1);
  const isSignature = at >= 0 && below.length <= 12 && !below.some((line) => line.startsWith(">"));
  return isSignature ? lines.slice(0, at) : lines;
}

/** Counts the quote marks: `>>`, `> >` and `> > ` alike. */
function quotedLine(line: string): Line {
  let level = 0;
  let rest = line;
  for (let match = /^ ?>/.exec(rest); match !== null; match = /^ ?>/.exec(rest)) {
    level++;
    rest = rest.slice(match[0].length);
  }
  return { level, text: (level > 0 ? rest.replace(/^ /, "") : rest).trimEnd() };
}

/**
 * The lines of attributions, each followed by deeper quoting: the author's name at an attribution's
 * last line, null at lines before that over which it was wrapped.
 */
function findAttributions(lines: readonly Line[]): Map<number, string | null> {
  const found = new Map<number, string | null>();
  lines.forEach(({ level, text }, index) => {
    if (!/:\s*$/.test(text)) return;
    let below = index + 1;
    while (below < lines.length && lines[below].text === "") below++;
    if (below === lines.length || lines[below].level !== level + 1) return;
    for (let first = index; first > index - mostWrapped && first >= 0; first--) {
      if (lines[first].level !== level || lines[first].text === "") return;
      const joined = lines.slice(first, index + 1).map((line) => line.text);
      const name = quotedAuthor(joined.join(" "));
      if (name === null) continue;
      // `X wrote:` may be the end of `On ..., \n X wrote:`.
      const above = first > 0 ? lines[first - 1] : null;
      const isTail = above?.level === level && /^(?:On|Am|Le|El) /.test(above.text);
      const longer = isTail ? quotedAuthor([above.text, ...joined].join(" ")) : null;
      const from = longer === null ? first : first - 1;
      for (let line = from; line < index; line++) found.set(line, null);
      found.set(index, longer ?? name);
      return;
    }
  });
  return found;
}
