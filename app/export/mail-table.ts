import type { TableOptions } from "../../engine/report/layout.js";
import { renderTable } from "../../engine/report/render-table.js";
import type { TableModel } from "../../engine/report/table.js";

/** Columns by which mails indent lists and tables. */
export const MAIL_INDENT = 2;

/** An interleaving table as it stands in a mail, byte for byte; options as of `renderTable`. */
export function mailTable(model: TableModel, options: TableOptions = {}): string {
  return renderTable(model, { indent: MAIL_INDENT, ...options });
}
