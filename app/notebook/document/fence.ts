/** An opening code fence as CommonMark defines it: at most three spaces, three or more marks. */
const pattern = /^( {0,3})(`{3,}|~{3,})([^\r\n]*)/;
/** A cell's opening fence, cut where an edit may change it. */
const cellPattern = /^( {0,3})(`{3,}|~{3,})(\s*ts\s+#)(\S*)([^\r\n]*)([\r\n]*)$/;

/** The opening line of a code fence. */
export interface Fence {
  /** The backticks or tildes. */
  readonly mark: string;
  /** What follows them, trimmed. */
  readonly info: string;
}

/** Reads a line as the opening of a code fence; null when it is none. */
export function opensFence(line: string): Fence | null {
  const match = pattern.exec(line);
  if (match === null) return null;
  const [, , mark, info] = match;
  // `` ```code``` `` in running text is inline code.
  return mark.startsWith("`") && info.includes("`") ? null : { mark, info: info.trim() };
}

/** Whether a line closes a fence that was opened with `mark`. */
export function closesFence(mark: string, line: string): boolean {
  const match = pattern.exec(line);
  return match !== null && match[2].startsWith(mark) && match[3].trim() === "";
}

/**
 * A mark that no line of the text closes: the one given, or a longer one of its kind.
 *
 * @param mark the mark that is wanted
 * @param lines the lines between the fences
 */
export function markAround(mark: string, lines: readonly string[]): string {
  let long = mark;
  for (const line of lines) {
    if (closesFence(long, line)) long = (pattern.exec(line)?.[2] ?? long) + long[0];
  }
  return long;
}

/** What to change in a cell's opening line; what is left out stays. */
export interface OpeningChange {
  readonly mark?: string;
  readonly name?: string;
  readonly options?: ReadonlyMap<string, string>;
}

/** A cell's opening line with some of its parts changed and all others as they were. */
export function changeOpening(line: string, change: OpeningChange): string {
  const match = cellPattern.exec(line);
  if (match === null) throw new RangeError(`not the opening line of a cell: ${line}`);
  const [, indent, mark, language, name, options, end] = match;
  const rest =
    change.options === undefined
      ? options
      : [...change.options].map(([key, value]) => ` ${key}=${value}`).join("");
  return indent + (change.mark ?? mark) + language + (change.name ?? name) + rest + end;
}

/** The opening line of a new cell, without a line end. */
export function newOpening(
  mark: string,
  name: string,
  options: ReadonlyMap<string, string> = new Map(),
): string {
  return changeOpening(`${mark}ts #`, { name, options });
}
