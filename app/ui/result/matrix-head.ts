/** The head of a matrix: variants above memory models above properties, with common cells joined. */
import type { MatrixColumn } from "../../../engine/sweep/matrix.js";

/** One cell of a head row. */
export interface HeadCell {
  readonly text: string;
  /** Columns that it stands over. */
  readonly span: number;
}

/**
 * Rows of the head from top to bottom. A level at which all columns agree is left out, except for
 * properties, which name the columns.
 */
export function headRows(columns: readonly MatrixColumn[]): HeadCell[][] {
  const levels: ((column: MatrixColumn) => string)[] = [
    ({ variant }) => variant ?? "",
    ({ memory }) => memory,
  ];
  const several = levels.filter((level) => new Set(columns.map(level)).size > 1);
  const shown = [...several, ({ property }: MatrixColumn) => property];
  return shown.map((_, depth) => joined(columns, shown.slice(0, depth + 1)));
}

/** Joins neighbours that agree on all the given levels; the last one is the text. */
function joined(
  columns: readonly MatrixColumn[],
  levels: readonly ((column: MatrixColumn) => string)[],
): HeadCell[] {
  const cells: { text: string; span: number; key: string }[] = [];
  for (const column of columns) {
    const texts = levels.map((level) => level(column));
    const key = JSON.stringify(texts);
    const last = cells.at(-1);
    if (last?.key === key) last.span++;
    else cells.push({ text: texts.at(-1) ?? "", span: 1, key });
  }
  return cells.map(({ text, span }) => ({ text, span }));
}
