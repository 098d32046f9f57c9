/** Prose and lists in lines of at most 72 columns. */

/** Columns that no line of a report exceeds; two levels of `> ` quoting then stay below 80. */
export const WIDTH = 72;

/**
 * Breaks words onto lines of at most `width` columns. The first line begins with `first`, the
 * others with `rest`; a word that is longer than a line is cut.
 */
export function wrap(text: string, first = "", rest = first, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (let word of text.split(" ")) {
    if (word === "") continue;
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    while (line.length + (empty ? 0 : 1) + word.length > width) {
      const room = Math.max(8, width - line.length);
      lines.push(line + word.slice(0, room));
      word = word.slice(room);
      line = rest;
    }
    line += (empty ? "" : " ") + word;
    empty = false;
  }
  if (!empty) lines.push(line);
  return lines.map((each) => each.trimEnd());
}

/**
 * Breaks a list at its commas only, so that `A.state = in use` stays in one piece; an item that
 * is longer than a line is wrapped like prose.
 */
export function wrapList(
  items: readonly string[],
  first = "",
  rest = first,
  width = WIDTH,
): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const [index, item] of items.entries()) {
    const piece = index < items.length - 1 ? `${item},` : item;
    if (!empty && line.length + 1 + piece.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    if (empty && line.length + piece.length > width) {
      const broken = wrap(piece, line, rest, width);
      lines.push(...broken.slice(0, -1));
      line = broken.at(-1) ?? rest;
    } else {
      line += (empty ? "" : " ") + piece;
    }
    empty = false;
  }
  if (!empty) lines.push(line);
  return lines.map((each) => each.trimEnd());
}
