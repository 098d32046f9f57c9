/**
 * Lines of a mail as Markdown inside a block quote, and back. Paragraphs stay paragraphs, with what
 * Markdown would take for markup escaped; code, diffs and drawings become fences, so that their
 * columns survive.
 */

const fence = /^(`{3,})$/;

/** The lines of one quotation as Markdown, without the marks of the quotation itself. */
export function toMarkdown(lines: readonly string[]): string[] {
  return paragraphs(lines).flatMap((paragraph, index) => {
    const before = index === 0 ? [] : [""];
    if (!isPreformatted(paragraph)) return [...before, ...paragraph.map(escapeLine)];
    const longest = Math.max(0, ...paragraph.map((line) => /^`*/.exec(line)?.[0].length ?? 0));
    const marks = "`".repeat(Math.max(3, longest + 1));
    return [...before, marks, ...paragraph, marks];
  });
}

/** The inverse of `toMarkdown`; hand-written Markdown comes back as plain text too. */
export function fromMarkdown(lines: readonly string[]): string[] {
  const text: string[] = [];
  let open: string | null = null;
  for (const line of lines) {
    const marks = fence.exec(line)?.[1] ?? null;
    if (open === null && marks !== null) open = marks;
    else if (open !== null && marks === open) open = null;
    else text.push(open === null ? unescapeLine(line) : line);
  }
  return text;
}

function paragraphs(lines: readonly string[]): string[][] {
  const found: string[][] = [];
  let isNew = true;
  for (const line of lines) {
    if (line === "") isNew = true;
    else if (isNew) {
      found.push([line]);
      isNew = false;
    } else found[found.length - 1].push(line);
  }
  return found;
}

/** Indented lines, columns, diffs and tables: text in which every blank counts. */
function isPreformatted(paragraph: readonly string[]): boolean {
  return paragraph.some((line) => /^\s|\t| {3}|^[+|@]|^-\S|^[-=_*]{3,}$|^`{3}/.test(line));
}

/** A line of text as Markdown that shows just this text. */
export function escapeLine(line: string): string {
  return line
    .replace(/[\\`*<[\]~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|^[#>=]/g, "\\$&")
    .replace(/^(\d+)\)/, "$1\\)");
}

/** The text that a line of Markdown with escapes shows. */
export function unescapeLine(line: string): string {
  return line.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}
