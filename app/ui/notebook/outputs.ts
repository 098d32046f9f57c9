/** What running a cell has given so far: the events of its run, put together. */
import type { Progress } from "../../../engine/check/host.js";
import type { CheckResult } from "../../../engine/check/result.js";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import type { ReplayResult } from "../../../engine/trace/replay-result.js";
import type { WorkloadsResult } from "../../../engine/workloads/result.js";
import type { CellEvent, CellOutcome } from "../../kernel/protocol.js";
import type { Problem } from "../../notebook/place.js";
import { growingMatrix, type Sweep } from "../result/growing-matrix.js";
import type { BlockedCell } from "../../notebook/plan-run.js";

/** A check of a cell. */
export interface CellCheck {
  readonly result: CheckResult;
  /** Name of the sweep or series of workloads that it is part of, or null. */
  readonly series: string | null;
  /** Not explored in this session: what is recorded, with its interleavings. */
  readonly recalled: boolean;
  /** What its search reported while it ran; empty for a quick one. */
  readonly reports: readonly Progress[];
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
  /** Sweeps that have begun; the matrix of one that is done is in `matrices`. */
  readonly sweeps: readonly Sweep[];
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
  /** While the cell runs, what it gave before: it stays in sight until something takes its place. */
  readonly before: CellOutput | null;
}

/** The output of a cell that has not run. */
export const emptyOutput: CellOutput = {
  phase: "queued",
  key: null,
  checks: [],
  matrices: [],
  sweeps: [],
  workloads: [],
  console: [],
  value: null,
  problems: [],
  progress: [],
  replayed: new Map(),
  ms: null,
  blockedBy: null,
  before: null,
};

/**
 * The output of a cell that is about to run.
 *
 * @param before undefined for a cell that has none
 */
export function queued(before: CellOutput | undefined): CellOutput {
  return { ...(before ?? emptyOutput), phase: "queued" };
}

/** The output of a cell that cannot run. */
export function blocked({ problems, by }: BlockedCell): CellOutput {
  const phase = by === null ? "failed" : "blocked";
  return { ...emptyOutput, phase, problems, blockedBy: by };
}

/** Reports of one search that are kept for its plot. */
const MOST_REPORTS = 600;

/**
 * The output after another event of the cell.
 *
 * @param before undefined for a cell that has none
 */
export function withEvent(before: CellOutput | undefined, event: CellEvent): CellOutput {
  const output = before ?? emptyOutput;
  switch (event.type) {
    case "started": {
      const shown = before?.key === null ? before.before : (before ?? null);
      return { ...emptyOutput, phase: "running", key: event.key, before: settled(shown) };
    }
    case "skipped":
      return { ...output, phase: "done" };
    case "progress":
      return { ...output, progress: withReport(output.progress, event.progress) };
    case "replayed":
      return { ...output, replayed: new Map(output.replayed).set(event.check, event.result) };
    case "result": {
      const checks = [...output.checks];
      while (checks.length < event.check) checks.push(null);
      const { result, series, recalled } = event;
      checks[event.check] = { result, series, recalled, reports: output.progress };
      return { ...output, checks, progress: [] };
    }
    case "sweeping": {
      const { name, first, points } = event;
      return { ...output, sweeps: [...output.sweeps, { name, first, points }] };
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
      // What an interrupted run has not found again is still what the last whole one found.
      const earlier = outcome.type === "interrupted" ? output.before : null;
      const phase = outcome.type;
      return { ...output, phase, problems, blockedBy, ms, progress: [], before: earlier };
    }
  }
}

/** An output without the one before it. */
function settled(output: CellOutput | null): CellOutput | null {
  return output === null ? null : { ...output, before: null };
}

function withReport(reports: readonly Progress[], report: Progress): readonly Progress[] {
  const last = reports.at(-1);
  if (last === undefined) return [report];
  // A search that helpers could not take part in begins again, under the same name.
  const goesOn =
    last.scenario === report.scenario && last.ms <= report.ms && last.explored <= report.explored;
  if (!goesOn) return [report];
  // Every second one is enough of a long search, and of depths the latest.
  const kept = reports.length < MOST_REPORTS ? reports : reports.filter((_, i) => i % 2 === 0);
  return [...kept.map(withoutDepths), report];
}

function withoutDepths(report: Progress): Progress {
  if (report.depths === undefined) return report;
  const { depths: _, ...rest } = report;
  return rest;
}

/** A check to show by itself, and whether it is what the run before found. */
export interface ShownCheck extends CellCheck {
  readonly check: number;
  readonly earlier: boolean;
}

/**
 * The checks to show one by one: those of a sweep are in its matrix. While a cell runs, a check that
 * has not come in yet is shown as the run before found it.
 */
export function ownChecks({ checks, sweeps, before }: CellOutput): ShownCheck[] {
  const swept = new Set([...sweeps, ...(before?.sweeps ?? [])].map(({ name }) => name));
  const earlier = before?.checks ?? [];
  const shown: ShownCheck[] = [];
  for (let check = 0; check < Math.max(checks.length, earlier.length); check++) {
    const now = checks.at(check) ?? null;
    const each = now ?? earlier.at(check) ?? null;
    if (each === null || (each.series !== null && swept.has(each.series))) continue;
    shown.push({ ...each, check, earlier: now === null });
  }
  return shown;
}

/** A matrix to show, and whether it is what the run before found. */
export interface ShownMatrix {
  readonly matrix: Matrix;
  readonly earlier: boolean;
  /** Indices into its results of the checks that have been made; null for all. */
  readonly made: ReadonlySet<number> | null;
}

/**
 * The matrices to show. One that has not come in yet is shown as the run before found it, else as
 * far as it is known.
 */
export function ownMatrices({ checks, matrices, sweeps, before }: CellOutput): ShownMatrix[] {
  const found = matrices.map((matrix) => ({ matrix, earlier: false, made: null }));
  const rest = (before?.matrices ?? [])
    .slice(matrices.length)
    .map((matrix) => ({ matrix, earlier: true, made: null }));
  const shown = new Set([...found, ...rest].map(({ matrix }) => matrix.name));
  const results = checks.map((check) => check?.result ?? null);
  const growing = sweeps.flatMap((sweep) => {
    const grown = shown.has(sweep.name) ? null : growingMatrix(sweep, results);
    return grown === null ? [] : [{ ...grown, earlier: false }];
  });
  return [...found, ...rest, ...growing];
}

/** The series of workloads to show: one that has not come in yet as the run before found it. */
export function ownSeries({ workloads, before }: CellOutput): {
  readonly workloads: WorkloadsResult;
  readonly earlier: boolean;
}[] {
  const rest = (before?.workloads ?? []).slice(workloads.length);
  return [
    ...workloads.map((each) => ({ workloads: each, earlier: false })),
    ...rest.map((each) => ({ workloads: each, earlier: true })),
  ];
}
