/** A check's result as JSON-safe data, from the same source as the text. */
import type {
  CheckResult,
  EngineName,
  MemoryModel,
  PropertyKind,
  Verdict,
} from "../check/result.js";

/** What JSON can say. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One property in the output of `heddle run --json`. */
export interface JsonRow {
  readonly cell: string;
  readonly scenario: string;
  readonly property: string;
  readonly kind: PropertyKind;
  readonly verdict: Verdict;
  readonly expected: Verdict;
  readonly memory: MemoryModel;
  readonly engine: EngineName;
  readonly states: number | null;
  readonly transitions: number;
  /** Decimal, since the number may not fit a JSON number; null when not counted. */
  readonly interleavings: string | null;
  /** Decimal; null when not counted. */
  readonly failing: string | null;
  readonly switches: number | null;
  readonly steps: number | null;
  readonly replay: string | null;
  /** Wall-clock milliseconds of the whole check. */
  readonly ms: number;
}

/** One row for each property of a result, in declared order. */
export function jsonRows(result: CheckResult, cell: string): JsonRow[] {
  return result.properties.map((property) => ({
    cell,
    scenario: result.scenario,
    property: property.property,
    kind: property.kind,
    verdict: property.verdict,
    expected: property.expected,
    memory: result.memory,
    engine: result.engine,
    states: result.states,
    transitions: result.transitions,
    interleavings: result.interleavings?.toString() ?? null,
    failing: property.failing?.toString() ?? null,
    switches: property.switches,
    steps: property.steps,
    replay: property.replay,
    ms: result.ms,
  }));
}

/**
 * The whole result, traces included, with the same fields; big integers become decimal strings.
 *
 * @throws TypeError when the result holds something JSON cannot say, such as NaN or a function.
 */
export function toJson(result: Partial<CheckResult>): Json {
  return jsonOf(result, "result");
}

function jsonOf(value: unknown, path: string): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item, index) => jsonOf(item, `${path}[${index}]`));
  if (typeof value === "object") {
    const entries = Object.entries(value).map(([key, item]) => [
      key,
      jsonOf(item, `${path}.${key}`),
    ]);
    return Object.fromEntries(entries) as Json;
  }
  const what = typeof value === "number" ? String(value) : typeof value;
  throw new TypeError(`${path} is ${what}, which JSON cannot say`);
}
