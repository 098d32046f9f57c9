import type { RecordedCheck } from "../check/recorded.js";
import type { CheckResult } from "../check/result.js";

/** What a series of workloads came to. */
export interface WorkloadsResult {
  readonly name: string;
  /** `holds`: every workload was as expected; `undecided`: a budget was met in one. */
  readonly verdict: "holds" | "violated" | "undecided";
  /** `violated` when some workload was expected to fail. */
  readonly expected: "holds" | "violated";
  /** Workloads explored, without those of the shrinking. */
  readonly workloads: number;
  /** States (or transitions of the traces engine) explored in them, all together. */
  readonly states: number;
  readonly seed: number;
  /** Of the failing workload: pass it as `path` to replay it; null when all hold. */
  readonly path: string | null;
  /** The smallest failing workload as text, and its check; null when all hold. */
  readonly smallest: string | null;
  readonly result: CheckResult | null;
  /** Steps of shrinking that led to the smallest workload. */
  readonly shrinks: number;
  /** Milliseconds of exploring them, without `result`. */
  readonly ms: number;
}

/** A series of workloads as recorded: its failing check without traces. */
export type RecordedWorkloads = Omit<WorkloadsResult, "result" | "ms"> & {
  readonly result: RecordedCheck | null;
};
