/**
 * The name under which a cell's code is evaluated, as stack traces and `Position.source` show it:
 * `race.heddle.md#lost-update`. Every cell has its own, so that a position stays right for a cell
 * that moved in the file after it was evaluated.
 */
export function scriptName(path: string, cell: string): string {
  return `${path}#${cell}`;
}
