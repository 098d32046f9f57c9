/** Attribution lines: `On 4/1/26 17:32, Zi Yan wrote:` and their kin. */

const month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const day = "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?";
const date = `(?:\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}|\\d{1,2}\\.? ${month},? \\d{2,4}|${month} \\d{1,2},? \\d{4})`;
const zone = "(?: ?[+-]\\d{2}:?\\d{2}| UTC| GMT| [A-Z]{2,4}T)?(?: \\([^)]*\\))?";
const time = `(?:at |um )?\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?: ?[AP]M)?${zone}`;
const when = new RegExp(`^(?:${day},?|${date},?|${time},?) *`, "i");

const forms: readonly RegExp[] = [
  /^(?:On|At) (?<text>.+?) (?:wrote|writes|said)\s*:$/i,
  /^(?<name>[^|:]{2,80}?) (?:wrote|writes|said)\s*:$/i,
  /^Am (?:.+?) schrieb (?<name>.+?)\s*:$/i,
  /^Le (?<text>.+?) a \u00e9crit\s*:$/i,
  /^El (?<text>.+?) escribi\u00f3\s*:$/i,
];

/** Who is quoted below an attribution line, or null when it is none. */
export function quotedAuthor(line: string): string | null {
  const text = line.replace(/\s+/g, " ").trim();
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (groups === undefined) continue;
    const name = groups.name ?? withoutDate(groups.text);
    return name === null ? null : withoutAddress(name);
  }
  return null;
}

/** What follows the date; null when there is no date, so that it is prose. */
function withoutDate(text: string): string | null {
  let rest = text;
  for (let match = when.exec(rest); match !== null && match[0] !== ""; match = when.exec(rest)) {
    rest = rest.slice(match[0].length);
  }
  return rest === text || rest === "" ? null : rest;
}

function withoutAddress(name: string): string {
  const plain = name
    .replace(/\s*(?:<[^>]*>|\(?via [^)]*\)?|\[mailto:[^\]]*\])\s*$/, "")
    .replace(/^["']|["']$/g, "")
    .trim();
  return plain === "" ? name.replace(/[<>]/g, "").trim() : plain;
}
