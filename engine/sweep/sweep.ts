import { checkWithin } from "../check/check.js";
import { host } from "../check/host.js";
import type { CheckOptions, Expectations } from "../check/settings.js";
import type { MemoryModel } from "../memory/memory-model.js";
import { HeddleError } from "../scenario/errors.js";
import { type Builder, scenario } from "../scenario/scenario.js";
import { type Matrix, type SweepPoint, type SweptCheck, matrixOf } from "./matrix.js";

/** What a sweep goes over. */
export interface SweepSpec<R, V> {
  /** The rows by name: start states, assumptions, bounds ... */
  readonly rows: Readonly<Record<string, R>>;
  /** Variants of the code by name, side by side in columns. Default: none. */
  readonly variants?: Readonly<Record<string, V>>;
  /** Memory models, side by side in columns. Default: `sc`. */
  readonly memory?: readonly MemoryModel[];
  /** Declares the scenario of a row and a variant. */
  readonly scenario: (s: Builder, row: R, variant: V) => void;
  /** Expected verdicts by property name at a point; the default is as for `check`. */
  readonly expect?: (at: SweepPoint) => Expectations;
  /** Options of every check. */
  readonly options?: Omit<CheckOptions, "memory" | "expect">;
}

/**
 * Checks one scenario over rows x variants x memory models and puts the verdicts of its properties
 * into one matrix. Each box keeps its check, so its interleaving can be shown.
 *
 * Throws a HeddleError if there is no row, and what `check` throws.
 */
export async function sweep<R, V = undefined>(
  name: string,
  spec: SweepSpec<R, V>,
): Promise<Matrix> {
  const rows = Object.entries(spec.rows);
  const variants: (readonly [string | null, V])[] =
    spec.variants === undefined ? [[null, undefined as V]] : Object.entries(spec.variants);
  if (rows.length === 0 || variants.length === 0) {
    throw new HeddleError(`sweep "${name}" has no ${rows.length === 0 ? "rows" : "variants"}`, {
      hint: 'name at least one: rows: { "as merged": merged }',
    });
  }
  const boxes = rows.flatMap(([row, value]) =>
    variants.flatMap(([variant, code]) => {
      const title = variant === null ? `${name}: ${row}` : `${name}: ${row}, ${variant}`;
      const of = scenario(title, (s) => {
        spec.scenario(s, value, code);
      });
      return (spec.memory ?? ["sc"]).map((memory) => ({ row, variant, memory, scenario: of }));
    }),
  );
  host().sweeps(name, boxes);
  const checks: SweptCheck[] = [];
  for (const { row, variant, memory, scenario: of } of boxes) {
    const expect = spec.expect?.({ row, variant, memory }) ?? {};
    const result = await checkWithin(name, of, { ...spec.options, memory, expect });
    checks.push({ row, variant, result });
  }
  const matrix = matrixOf(name, checks);
  host().swept(matrix);
  return matrix;
}

/** An argument: the code as it is, and what it assumes, each as the change that drops it. */
export interface AssumptionSpec<V extends object> extends Omit<
  SweepSpec<V, undefined>,
  "rows" | "variants"
> {
  /** With every assumption in force. */
  readonly base: V;
  /** For each assumption, by name, what changes without it. */
  readonly without: Readonly<Record<string, Partial<V>>>;
}

/**
 * The assumption x invariant matrix: drops one assumption at a time and shows which properties
 * fall.
 */
export function dropEach<V extends object>(
  name: string,
  { base, without, ...rest }: AssumptionSpec<V>,
): Promise<Matrix> {
  const rows: Record<string, V> = { "all assumptions": base };
  for (const [assumption, change] of Object.entries(without)) {
    rows[`without ${assumption}`] = { ...base, ...change };
  }
  return sweep<V>(name, { ...rest, rows });
}
