import type { CheckResult } from "../../../engine/check/result.js";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import type { RecordedMatrix } from "./record.js";

/**
 * A recorded matrix as one that can be shown; boxes whose check or property is not there are empty.
 *
 * @param results of all checks of the cell, by ordinal, recalled or made of what was recorded
 */
export function showMatrix(
  { name, rows, columns, boxes }: RecordedMatrix,
  results: readonly CheckResult[],
): Matrix {
  return {
    name,
    rows,
    columns,
    results,
    boxes: boxes.map((row) =>
      row.map((result, column) => {
        if (result === null) return null;
        const wanted = columns[column].property;
        const property = results.at(result)?.properties.find((one) => one.property === wanted);
        return property === undefined ? null : { result, property };
      }),
    ),
  };
}
