import type { CheckResult } from "../../engine/check/result.js";
import type { WorkloadsResult } from "../../engine/workloads/result.js";

/** One property of one check, as `heddle run --json` prints it. */
export interface JsonResult {
  readonly cell: string;
  readonly scenario: string;
  readonly property: string;
  readonly kind: string;
  readonly verdict: string;
  readonly expected: string;
  readonly memory: string;
  readonly engine: string;
  readonly states: number | null;
  readonly transitions: number;
  /** Decimal digits, because the count may exceed what a JSON number holds; null when unknown. */
  readonly interleavings: string | null;
  readonly failing: string | null;
  readonly switches: number | null;
  readonly steps: number | null;
  readonly replay: string | null;
  /** Of the whole check. */
  readonly ms: number;
}

/** The rows of one check, in the order of its properties. */
export function jsonResults(cell: string, result: CheckResult): JsonResult[] {
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

/** One series of random workloads; the check of a failing one is among the results, too. */
export type JsonWorkloads = { readonly cell: string } & Omit<WorkloadsResult, "result">;

/** A series as `heddle run --json` prints it. */
export function jsonWorkloads(
  cell: string,
  { result: _, ...series }: WorkloadsResult,
): JsonWorkloads {
  return { cell, ...series };
}
