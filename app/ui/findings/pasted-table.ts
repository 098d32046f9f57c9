import { parseTable } from "../../../engine/report/parse-table.js";

/** Whether a text has an interleaving table in it, so that pasting it is a question about it. */
export function hasTable(text: string): boolean {
  const table = text.length > 2 ** 20 ? null : parseTable(text);
  return table !== null && table.rows.length > 1;
}
