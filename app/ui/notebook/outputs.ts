/** What running a cell has given so far: the events of its run, put together. */
import type { Progress } from "../../../engine/check/host.js";
import type { CheckResult } from "../../../engine/check/result.js";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import type { ReplayResult } from "../../../engine/trace/replay-result.js";
import type { WorkloadsResult } from "../../../engine/workloads/result.js";
import type { CellEvent, CellOutcome } from "../../kernel/protocol.js";
import type { Problem } from "../../notebook/place.js";

/** A check of a cell. */
export interface CellCheck {
  readonly result: CheckResult;
  /** Name of the sweep or series of workloads that it is part of, or null. */
  readonly series: string | null;
}

/** One line that the cell printed. */
export interface ConsoleLine {
  readonly level: Extract<CellEvent, { type: "console" }>["level"];
  readonly text: string;
}

/** How far a cell is. */
export type CellPhase = "queued" | "running" | CellOutcome["type"];

/** The output of a cell. */
export interface CellOutput {
  readonly phase: CellPhase;
  /** Key of the cell when it ran; null before it started. */
  readonly key: string | null;
  /** By ordinal; null where a check has not finished. */
  readonly checks: readonly (CellCheck | null)[];
  readonly matrices: readonly Matrix[];
  readonly workloads: readonly WorkloadsResult[];
  readonly console: readonly ConsoleLine[];
  /** The value of the last expression as text, where it is no result; else null. */
  readonly value: string | null;
  readonly problems: readonly Problem[];
  /** Reports of the search that is under way. */
  readonly progress: readonly Progress[];
  /** What replaying the known counterexample on the present code gave, by check. */
  readonly replayed: ReadonlyMap<number, ReplayResult>;
  /** Milliseconds that the run took; null while it runs. */
  readonly ms: number | null;
  /** Name of the cell that keeps this one from running, or null. */
  readonly blockedBy: string | null;
}

/** The output of a cell that is about to run. */
export const queuedOutput: CellOutput = {
  phase: "queued",
  key: null,
  checks: [],
  matrices: [],
  workloads: [],
  console: [],
  value: null,
  problems: [],
  progress: [],
  replayed: new Map(),
  ms: null,
  blockedBy: null,
};

/** Reports of one search that are kept for its plot. */
const MOST_REPORTS = 600;

/**
 * The output after another event of the cell.
 *
 * @param before undefined for a cell that has none
 */
export function withEvent(before: CellOutput | undefined, event: CellEvent): CellOutput {
  const output = before ?? queuedOutput;
  switch (event.type) {
    case "started":
      return { ...queuedOutput, phase: "running", key: event.key };
    case "skipped":
      return { ...output, phase: "done" };
    case "progress":
      return { ...output, progress: withReport(output.progress, event.progress) };
    case "replayed":
      return { ...output, replayed: new Map(output.replayed).set(event.check, event.result) };
    case "result": {
      const checks = [...output.checks];
      while (checks.length < event.check) checks.push(null);
      checks[event.check] = { result: event.result, series: event.series };
      return { ...output, checks, progress: [] };
    }
    case "matrix":
      return { ...output, matrices: [...output.matrices, event.matrix] };
    case "workloads":
      return { ...output, workloads: [...output.workloads, event.result] };
    case "console":
      return { ...output, console: [...output.console, { level: event.level, text: event.text }] };
    case "value":
      return event.value.kind === "text" ? { ...output, value: event.value.text } : output;
    case "finished": {
      const { outcome, ms } = event;
      const problems = outcome.type === "failed" ? outcome.problems : [];
      const blockedBy = outcome.type === "blocked" ? outcome.by : null;
      return { ...output, phase: outcome.type, problems, blockedBy, ms, progress: [] };
    }
  }
}

function withReport(reports: readonly Progress[], report: Progress): readonly Progress[] {
  const last = reports.at(-1);
  if (last !== undefined && (last.scenario !== report.scenario || last.ms > report.ms)) {
    return [report];
  }
  // Every second one is enough of a long search.
  const kept = reports.length < MOST_REPORTS ? reports : reports.filter((_, i) => i % 2 === 0);
  return [...kept, report];
}

/** The checks to show one by one: those of a sweep are in its matrix. */
export function ownChecks({
  checks,
  matrices,
}: CellOutput): { check: number; result: CheckResult }[] {
  const swept = new Set(matrices.map(({ name }) => name));
  return checks.flatMap((each, check) =>
    each === null || (each.series !== null && swept.has(each.series))
      ? []
      : [{ check, result: each.result }],
  );
}
