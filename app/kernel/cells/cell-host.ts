import { undecidedResult } from "../../../engine/check/check.js";
import { type Host, type StartedCheck, host } from "../../../engine/check/host.js";
import { recall } from "../../../engine/check/recall.js";
import type { CheckResult } from "../../../engine/check/result.js";
import { tryRecorded } from "../../../engine/trace/try-recorded.js";
import type { Evaluation, Untold } from "./evaluation.js";
import { limitMatrix, limitResult } from "./limit-result.js";

/** What a cell's checks need of the kernel. */
export interface CellSurroundings {
  now(): number;
  pause(): Promise<void>;
  /** True when the user wants everything to stop. */
  interrupted(): boolean;
  tell(evaluation: Evaluation, event: Untold): void;
}

/** The engine's host while a cell is evaluated. */
export function cellHost(evaluation: Evaluation, around: CellSurroundings): Host {
  const { mode, recorded = [], recordedWorkloads = [] } = evaluation.of;
  const ordinals = new Map<StartedCheck, number>();
  const recalled = new Set<StartedCheck>();
  const tell = (event: Untold): void => around.tell(evaluation, event);
  const remark = (text: string): void => tell({ type: "console", level: "note", text });

  const replayFirst = ({ scenario, settings }: StartedCheck, check: number): void => {
    for (const one of recorded) {
      if (one?.scenario !== scenario.name || one.memory !== settings.memory) continue;
      for (const result of tryRecorded(scenario, one)) tell({ type: "replayed", check, result });
    }
  };

  const begins = (started: StartedCheck): CheckResult | null => {
    const { scenario, settings, silent } = started;
    if (mode === "declare" || !silent) evaluation.checks.push({ scenario, settings });
    if (mode === "declare") return undecidedResult(scenario, settings);
    if (silent) return null;
    const check = evaluation.checks.length - 1;
    ordinals.set(started, check);
    const recording = recorded.at(check) ?? null;
    if (mode === "explore") replayFirst(started, check);
    else if (recording !== null) {
      const known = recall(scenario, settings, recording);
      if (known !== null) recalled.add(started);
      return known;
    }
    return null;
  };

  const finished = (whole: CheckResult, started: StartedCheck): void => {
    const check = ordinals.get(started);
    // A check that outlives its cell has been stopped, and the cell has failed.
    if (check === undefined || evaluation.over) return;
    const { result, remarks } = limitResult(whole);
    const { series } = started;
    tell({ type: "result", check, result, series, recalled: recalled.has(started) });
    remarks.forEach(remark);
    evaluation.told.set(whole, { kind: "check", index: check });
    if (whole.stopped?.budget === "cancelled") evaluation.interrupted = true;
  };

  return {
    ...host(),
    now: () => around.now(),
    pause: () => around.pause(),
    cancelled: () => evaluation.over || around.interrupted(),
    progress: (progress) => tell({ type: "progress", progress }),
    begins,
    finished,
    swept: (matrix) => {
      if (mode === "declare") return;
      const index = evaluation.matrices++;
      tell({ type: "matrix", index, matrix: limitMatrix(matrix) });
      evaluation.told.set(matrix, { kind: "matrix", index });
    },
    workloadsBegin: () => {
      const known = recordedWorkloads.at(evaluation.workloadsBegun++) ?? null;
      return mode === "recall" ? known : null;
    },
    workloads: (result) => {
      if (mode === "declare") return;
      const index = evaluation.workloads++;
      const known = mode === "recall" && (recordedWorkloads.at(index) ?? null) !== null;
      tell({ type: "workloads", index, result, recalled: known });
      evaluation.told.set(result, { kind: "workloads", index });
    },
    overrides: evaluation.request.overrides ?? {},
    positions: evaluation.request.positions ?? true,
    crew: evaluation.crew,
  };
}
