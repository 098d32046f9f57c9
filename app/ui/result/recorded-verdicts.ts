import type { Verdict } from "../../../engine/check/result.js";
import type { Matrix, MatrixColumn } from "../../../engine/sweep/matrix.js";
import type { CellRecord } from "../../notebook/results/record.js";

/**
 * The verdicts that were recorded for the boxes of a matrix, by row and column; null for a box that
 * was not recorded. Boxes are found by the names of their row and column, so that a variant that
 * was added or moved changes nothing for the others.
 */
export function recordedVerdicts(
  { name, rows, columns }: Matrix,
  { matrices, checks }: CellRecord,
): (Verdict | null)[][] {
  const recorded = matrices.find((each) => each.name === name);
  return rows.map((row) => {
    const boxes = recorded?.boxes.at(recorded.rows.indexOf(row)) ?? [];
    return columns.map((column) => {
      if (recorded === undefined || !recorded.rows.includes(row)) return null;
      const at = recorded.columns.findIndex((each) => keyOf(each) === keyOf(column));
      const check = at < 0 ? null : (boxes[at] ?? null);
      const properties = check === null ? [] : (checks.at(check)?.properties ?? []);
      return properties.find(({ property }) => property === column.property)?.verdict ?? null;
    });
  });
}

function keyOf({ variant, memory, property }: MatrixColumn): string {
  return JSON.stringify([variant, memory, property]);
}
