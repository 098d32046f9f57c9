/** Lines of a text whose line ends are mixed and must be kept: LF, CR LF or a lone CR. */

const lineWithEnd = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g;
const lineEnds = /\r\n|\r|\n/g;
const lineEnd = /(?:\r\n|\r|\n)$/;

/** The lines of a text, each with its line end; only the last one may have none. */
export function splitLines(text: string): string[] {
  return text.match(lineWithEnd) ?? [];
}

/** The line end of a line, or nothing. */
export function endOf(line: string): string {
  return lineEnd.exec(line)?.[0] ?? "";
}

/** The first line end in a text; LF when there is none. */
export function firstEnd(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
}

/** A line without its line end. */
export function withoutEnd(line: string): string {
  return line.replace(lineEnd, "");
}

/** How many line ends a text has. */
export function countLineEnds(text: string): number {
  return text.match(lineEnds)?.length ?? 0;
}

/** The text with every line end as LF, as editors hold it. */
export function toLf(text: string): string {
  return text.includes("\r") ? text.replace(lineEnds, "\n") : text;
}

/** Whether a line has nothing but spaces and tabs. */
export function isBlank(line: string): boolean {
  return /^[ \t]*[\r\n]*$/.test(line);
}

/**
 * Writes an edited text with the line ends that its unchanged lines had before: the lines at the
 * start and at the end that are equal keep theirs, the others get `newline`.
 *
 * @param before the text as it stood in the file
 * @param after the text as edited; its own line ends do not count
 */
export function keepLineEnds(before: string, after: string, newline: string): string {
  const old = splitLines(before);
  const lines = splitLines(toLf(after));
  const same = (a: string, b: string): boolean =>
    withoutEnd(a) === withoutEnd(b) && (endOf(a) === "") === (endOf(b) === "");

  const most = Math.min(old.length, lines.length);
  let head = 0;
  while (head < most && same(old[head], lines[head])) head += 1;
  let tail = 0;
  while (tail < most - head && same(old[old.length - 1 - tail], lines[lines.length - 1 - tail])) {
    tail += 1;
  }
  const changed = lines
    .slice(head, lines.length - tail)
    .map((line) => withoutEnd(line) + (endOf(line) === "" ? "" : newline));
  return joinLines([...old.slice(0, head), ...changed, ...old.slice(old.length - tail)]);
}

/**
 * Puts lines together. A lone CR before an LF would become one line end with it, so that LF becomes
 * a CR, too.
 */
export function joinLines(lines: readonly string[]): string {
  let afterCr = false;
  const put = lines.map((line) => {
    const own = afterCr && line.startsWith("\n") ? `\r${line.slice(1)}` : line;
    if (own !== "") afterCr = own.endsWith("\r");
    return own;
  });
  // Asking the growing text how it ends would take quadratic time.
  return put.join("");
}
