/** A line of text with a cursor, and what keys do to it. Positions are in UTF-16 units. */
export interface Line {
  readonly text: string;
  /** 0 to the text's length; never inside of a character. */
  readonly cursor: number;
}

/** Nothing written yet. */
export const emptyLine: Line = { text: "", cursor: 0 };

/** A line with the cursor at its end. */
export function lineOf(text: string): Line {
  return { text, cursor: text.length };
}

/** Writes text at the cursor. */
export function insert({ text, cursor }: Line, added: string): Line {
  return {
    text: text.slice(0, cursor) + added + text.slice(cursor),
    cursor: cursor + added.length,
  };
}

/** Deletes what is between the cursor and a position. */
export function deleteTo({ text, cursor }: Line, position: number): Line {
  const from = Math.min(cursor, position);
  const to = Math.max(cursor, position);
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

/** Puts the cursor somewhere else. */
export function moveTo({ text }: Line, cursor: number): Line {
  return { text, cursor: Math.max(0, Math.min(text.length, cursor)) };
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Where the character before the cursor begins. */
export function previousCharacter({ text, cursor }: Line): number {
  return graphemes.segment(text).containing(cursor - 1)?.index ?? 0;
}

/** Where the character at the cursor ends. */
export function nextCharacter({ text, cursor }: Line): number {
  const segment = graphemes.segment(text).containing(cursor);
  return segment === undefined ? text.length : segment.index + segment.segment.length;
}

/** Where the word before the cursor begins; words are letters, digits and `_`, as in shells. */
export function previousWord({ text, cursor }: Line): number {
  const [found] = /[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u.exec(text.slice(0, cursor)) ?? [""];
  return cursor - found.length;
}

/** Where the word after the cursor ends. */
export function nextWord({ text, cursor }: Line): number {
  const [found] = /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(text.slice(cursor)) ?? [""];
  return cursor + found.length;
}

/** Where the blank-separated word before the cursor begins: what Ctrl+W deletes. */
export function previousBlankWord({ text, cursor }: Line): number {
  const [found] = /\S*\s*$/.exec(text.slice(0, cursor)) ?? [""];
  return cursor - found.length;
}
