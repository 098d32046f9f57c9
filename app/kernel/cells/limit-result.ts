import type { CheckResult } from "../../../engine/check/result.js";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import { resultLimit } from "../protocol.js";

/** A result as it is reported, and remarks on what was left out of it. */
export interface Limited {
  readonly result: CheckResult;
  readonly remarks: readonly string[];
}

/**
 * Cuts what no reader and no window could hold: a histogram of very many outcomes, interleavings of
 * very many steps. Verdicts, counts and replay strings stay.
 */
export function limitResult(result: CheckResult): Limited {
  const remarks: string[] = [];
  const { outcomes: mostOutcomes, steps: mostSteps } = resultLimit;
  const outcomes = result.outcomes.slice(0, mostOutcomes);
  if (outcomes.length < result.outcomes.length) {
    remarks.push(
      `(${result.scenario}: the first ${mostOutcomes} of ${result.outcomes.length} outcomes are kept)`,
    );
  }
  const properties = result.properties.map((property) => {
    if (property.trace === null || property.trace.steps.length <= mostSteps) return property;
    remarks.push(
      `(${result.scenario}: the interleaving of "${property.property}" has ${property.trace.steps.length} steps and is not shown)`,
    );
    return { ...property, trace: null };
  });
  return remarks.length === 0
    ? { result, remarks }
    : { result: { ...result, outcomes, properties }, remarks };
}

/** A matrix of such results. */
export function limitMatrix(matrix: Matrix): Matrix {
  const results = matrix.results.map((result) => limitResult(result).result);
  const boxes = matrix.boxes.map((row) =>
    row.map((box) => {
      if (box === null) return null;
      const { property } = box.property;
      const limited = results[box.result].properties.find((one) => one.property === property);
      return { ...box, property: limited ?? box.property };
    }),
  );
  return { ...matrix, results, boxes };
}
