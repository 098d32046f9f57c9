/** The lines of a mail or of a source comment, seen without the marks put before them. */

/** What is in front of a line: `>` for each level of quoting, or `*` in a source comment. */
export type Marks = string;

const QUOTE = /^ {0,2}> ?/;
const COMMENT = /^ \*(?: |$)/;

/** All marks in front of a line. */
export function marksOf(line: string): Marks {
  if (COMMENT.test(line)) return "*";
  let marks = "";
  for (let rest = line; QUOTE.test(rest); rest = rest.replace(QUOTE, "")) marks += ">";
  return marks;
}

/**
 * The line without exactly these marks, tabs expanded to columns of eight, no trailing blanks; null
 * when it does not carry them, so belongs to another part of the text.
 */
export function withoutMarks(line: string, marks: Marks): string | null {
  let rest = line;
  for (const mark of marks) {
    const pattern = mark === "*" ? COMMENT : QUOTE;
    if (!pattern.test(rest)) return null;
    rest = rest.replace(pattern, "");
  }
  return expandTabs(rest).trimEnd();
}

function expandTabs(text: string): string {
  let line = "";
  for (const character of text) {
    line += character === "\t" ? " ".repeat(8 - (line.length % 8)) : character;
  }
  return line;
}
