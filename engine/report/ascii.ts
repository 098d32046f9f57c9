/**
 * Text as a mailing list can carry it: printable ASCII on one line. Anything else would be sent
 * quoted-printable by mail programs, or could steer a terminal.
 */

const REPLACEMENTS = new Map<string, string>([
  ["\u00b5", "u"],
  ["\u00b7", "*"],
  ["\u00d7", "x"],
  ["\u2010", "-"],
  ["\u2011", "-"],
  ["\u2012", "-"],
  ["\u2013", "-"],
  ["\u2014", "--"],
  ["\u2018", "'"],
  ["\u2019", "'"],
  ["\u201c", '"'],
  ["\u201d", '"'],
  ["\u2026", "..."],
  ["\u2190", "<-"],
  ["\u2192", "->"],
  ["\u2212", "-"],
  ["\u21d2", "=>"],
  ["\u2260", "!="],
  ["\u2264", "<="],
  ["\u2265", ">="],
]);

function replace(character: string): string {
  const known = REPLACEMENTS.get(character);
  if (known !== undefined) return known;
  // A letter with an accent decomposes into the letter and marks; the letter alone is readable.
  const letters = character.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
  if (letters !== "") return letters;
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/**
 * The text in printable ASCII: accents dropped, arrows and quotes spelled out, other characters as
 * `U+0000`, every run of blanks, tabs and line ends as one blank, none at the ends.
 */
export function ascii(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[^\x20-\x7e]/gu, replace)
    .replace(/ +/g, " ")
    .trim();
}
