/** The matrix of a sweep that is under way: as it is going to be, with boxes still to be decided. */
import type { CheckResult } from "../../../engine/check/result.js";
import { type Matrix, matrixOf, type SweepPoint } from "../../../engine/sweep/matrix.js";

/** A sweep as it was announced. */
export interface Sweep {
  readonly name: string;
  /** Ordinal of its first check among those of the cell. */
  readonly first: number;
  /** Its checks in order. */
  readonly points: readonly SweepPoint[];
}

/** A matrix of which some checks have not been made. */
export interface GrowingMatrix {
  /** The boxes of checks that have not been made are undecided. */
  readonly matrix: Matrix;
  /** Indices into `Matrix.results` of the checks that have been made. */
  readonly made: ReadonlySet<number>;
}

/**
 * The matrix of what a sweep has found so far; null before its first check is done. A check that has
 * not been made is taken to have the properties of those that have.
 *
 * @param results by ordinal in the cell; null where a check has not finished
 */
export function growingMatrix(
  { name, first, points }: Sweep,
  results: readonly (CheckResult | null)[],
): GrowingMatrix | null {
  const found = points.map((_, index) => results.at(first + index) ?? null);
  const known = found.find((result) => result !== null);
  if (known === undefined || known === null) return null;
  const unknown: CheckResult = {
    ...known,
    properties: known.properties.map((property) => ({
      ...property,
      verdict: "undecided",
      asExpected: true,
      failing: null,
      trace: null,
    })),
  };
  const checks = points.map(({ row, variant, memory }, index) => ({
    row,
    variant,
    result: found[index] ?? { ...unknown, memory },
  }));
  const made = [...found.keys()].filter((index) => found[index] !== null);
  return { matrix: matrixOf(name, checks), made: new Set(made) };
}
