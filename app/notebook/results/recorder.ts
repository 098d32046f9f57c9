import type { CheckResult } from "../../../engine/check/result.js";
import type { RecordedCheck } from "../../../engine/check/recorded.js";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import type { RecordedWorkloads, WorkloadsResult } from "../../../engine/workloads/result.js";
import {
  type Findings,
  type RecordedMatrix,
  recordCheck,
  recordMatrix,
  recordWorkloads,
} from "./record.js";

/** Collects what one run of one cell tells, in whichever order it is told. */
export class FindingsRecorder {
  private readonly checks: RecordedCheck[] = [];
  private readonly workloads: RecordedWorkloads[] = [];
  private readonly matrices: RecordedMatrix[] = [];
  /** Checks of each sweep that are in no matrix yet. */
  private readonly swept = new Map<string, number[]>();
  private cancelled = false;

  /**
   * A check ended.
   *
   * @param ordinal of the check in its cell, from 0, in the order in which checks began
   * @param series name of the sweep or series of workloads that it is part of, or null
   */
  check(ordinal: number, result: CheckResult, series: string | null): void {
    if (result.stopped?.budget === "cancelled") this.cancelled = true;
    this.checks[ordinal] = recordCheck(result);
    if (series !== null) this.swept.set(series, [...(this.swept.get(series) ?? []), ordinal]);
  }

  /** A sweep is complete; its checks have been told. */
  matrix(ordinal: number, matrix: Matrix): void {
    const checks = (this.swept.get(matrix.name) ?? []).sort((a, b) => a - b);
    this.swept.delete(matrix.name);
    this.matrices[ordinal] = recordMatrix(matrix, checks);
  }

  /** A series of workloads is complete. */
  series(ordinal: number, result: WorkloadsResult): void {
    this.workloads[ordinal] = recordWorkloads(result);
  }

  /** What was found; null when the user stopped a check, because that says nothing about the cell. */
  findings(): Findings | null {
    if (this.cancelled) return null;
    const { checks, workloads, matrices } = this;
    return { checks, workloads, matrices };
  }
}
