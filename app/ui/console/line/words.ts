/** Command lines as words, the way shells have it. */

/** A command line cut into words. */
export interface Words {
  readonly words: readonly string[];
  /** The quotation mark that is not closed, or null. */
  readonly open: "'" | '"' | null;
}

/**
 * Cuts a command line at white space. Single quotes keep everything, double quotes all but `\"` and
 * `\\`; a backslash outside of quotes keeps the next character. `#` begins no comment.
 */
export function splitWords(line: string): Words {
  const words: string[] = [];
  let word: string | null = null;
  let open: "'" | '"' | null = null;
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    const next = line[at + 1];
    if (open === null && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    word ??= "";
    if (open === null && (char === "'" || char === '"')) open = char;
    else if (char === open) open = null;
    else if (
      char === "\\" &&
      open !== "'" &&
      next !== undefined &&
      (open === null || /["\\]/.test(next))
    ) {
      word += next;
      at += 1;
    } else word += char;
  }
  if (word !== null) words.push(word);
  return { words, open };
}

/** A word as it has to be written so that a shell takes it as it is. */
export function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
