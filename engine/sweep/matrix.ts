import type { CheckResult, MemoryModel, PropertyResult } from "../check/result.js";

/** One check of a sweep by its place. */
export interface SweepPoint {
  readonly row: string;
  readonly variant: string | null;
  readonly memory: MemoryModel;
}

/** What a column of a matrix stands for. */
export interface MatrixColumn {
  /** The variant, or null when the sweep has none. */
  readonly variant: string | null;
  readonly memory: MemoryModel;
  readonly property: string;
}

/** One box of a matrix: a property of one check; the check has the interleaving. */
export interface MatrixBox {
  /** Index into `Matrix.results`. */
  readonly result: number;
  readonly property: PropertyResult;
}

/** One scenario over variants, memory models and properties: a table of verdicts. */
export interface Matrix {
  readonly name: string;
  /** Names of the rows from top to bottom. */
  readonly rows: readonly string[];
  readonly columns: readonly MatrixColumn[];
  /** By row, then by column; null where the check has no such property. */
  readonly boxes: readonly (readonly (MatrixBox | null)[])[];
  /** The checks, row by row. */
  readonly results: readonly CheckResult[];
}

/** One check of a sweep and where it belongs. */
export interface SweptCheck {
  readonly row: string;
  readonly variant: string | null;
  readonly result: CheckResult;
}

/**
 * Puts the checks of a sweep into a matrix. Columns are ordered by variant, then memory model, then
 * property, each in order of first appearance; properties that hold in every check without having
 * been asked for (deadlock and the like) are left out.
 */
export function matrixOf(name: string, checks: readonly SweptCheck[]): Matrix {
  const rows = unique(checks.map(({ row }) => row));
  const columns: MatrixColumn[] = [];
  for (const variant of unique(checks.map((check) => check.variant))) {
    const mine = checks.filter((check) => check.variant === variant);
    for (const memory of unique(mine.map(({ result }) => result.memory))) {
      for (const property of unique(mine.flatMap(({ result }) => shownProperties(result)))) {
        columns.push({ variant, memory, property });
      }
    }
  }
  const used = columns.filter(({ property }) =>
    checks.some(({ result }) => isWorthShowing(result, property)),
  );
  const boxes = rows.map((row) => used.map((column) => boxAt(checks, row, column)));
  return { name, rows, columns: used, boxes, results: checks.map(({ result }) => result) };
}

const implicitKinds: ReadonlySet<string> = new Set(["deadlock", "livelock", "assert", "error"]);

function shownProperties(result: CheckResult): string[] {
  return result.properties.map(({ property }) => property);
}

function isWorthShowing(result: CheckResult, name: string): boolean {
  return result.properties.some(
    ({ property, kind, verdict, asExpected }) =>
      property === name && (!implicitKinds.has(kind) || verdict === "violated" || !asExpected),
  );
}

function boxAt(
  checks: readonly SweptCheck[],
  row: string,
  { variant, memory, property }: MatrixColumn,
): MatrixBox | null {
  const index = checks.findIndex(
    (check) => check.row === row && check.variant === variant && check.result.memory === memory,
  );
  const found = checks[index]?.result.properties.find((p) => p.property === property);
  return found === undefined ? null : { result: index, property: found };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
