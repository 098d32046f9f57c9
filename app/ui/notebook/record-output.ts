/** From a cell's output to what is kept of it, and from what is kept to what can be shown. */
import type { RecordedCheck } from "../../../engine/check/recorded.js";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import type { CheckResult } from "../../../engine/check/result.js";
import {
  type CellRecord,
  recordCheck,
  type RecordedMatrix,
  recordMatrix,
  recordWorkloads,
} from "../../notebook/results/record.js";
import type { CellSummary } from "../analysis/summary.js";
import type { CellOutput } from "./outputs.js";

/**
 * What is kept of a cell that ran to its end; null where it did not, or where it checked nothing.
 *
 * @param now ISO 8601, UTC
 */
export function recordOutput(
  { key, source }: CellSummary,
  output: CellOutput,
  engine: string,
  now: string,
): CellRecord | null {
  const { phase, checks, matrices, workloads } = output;
  const finished = checks.filter((each) => each !== null);
  if (phase !== "done" || key === null || output.key !== key) return null;
  if (finished.length === 0 && workloads.length === 0) return null;
  return {
    key,
    source,
    engine,
    recorded: now,
    staleSince: null,
    checks: finished.map(({ result }) => recordCheck(result)),
    workloads: workloads.map(recordWorkloads),
    matrices: matrices.map((matrix) =>
      recordMatrix(
        matrix,
        finished.flatMap(({ series }, index) => (series === matrix.name ? [index] : [])),
      ),
    ),
  };
}

/** A recorded check as a result without interleavings: these come back when the cell runs. */
export function resultOfRecord(recorded: RecordedCheck): CheckResult {
  return {
    engineReason: "",
    states: null,
    transitions: 0,
    interleavings: null,
    unbounded: null,
    assumeBlocked: null,
    deadlocked: null,
    sleepSetBlocked: null,
    nodes: 0,
    unfolded: 0,
    replayed: 0,
    bytes: 0,
    collisionProbability: 0,
    outcomes: [],
    ms: 0,
    ...recorded,
    properties: recorded.properties.map((property) => ({
      failing: null,
      minimal: false,
      switches: null,
      steps: null,
      message: null,
      ...property,
      asExpected: property.verdict === property.expected,
      trace: null,
    })),
  };
}

/** A recorded matrix over the results of its cell's recorded checks. */
export function matrixOfRecord(
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
        const properties = result === null ? [] : (results.at(result)?.properties ?? []);
        const property = properties.find((each) => each.property === columns[column].property);
        return result === null || property === undefined ? null : { result, property };
      }),
    ),
  };
}
