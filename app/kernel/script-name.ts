/**
 * The name under which a cell's code is evaluated, as stack traces and `Position.source` show it:
 * `race.heddle.md#lost-update`. Every cell has its own, so that a position stays right for a cell
 * that moved in the file after it was evaluated. White space and quotes are written as in a URL:
 * browsers take no script name that has them.
 */
export function scriptName(path: string, cell: string): string {
  return `${path.replace(/[\s"'`%]/g, percent)}#${cell}`;
}

/** A character as a URL writes it, by its code unit: the same for every character that occurs. */
function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
