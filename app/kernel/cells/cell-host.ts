import { undecidedResult } from "../../../engine/check/check.js";
import { type Host, type StartedCheck, host } from "../../../engine/check/host.js";
import { recall } from "../../../engine/check/recall.js";
import type { RecordedCheck } from "../../../engine/check/recorded.js";
import type { CheckResult, MemoryModel } from "../../../engine/check/result.js";
import { settingsOf } from "../../../engine/check/settings.js";
import type { Scenario } from "../../../engine/index.js";
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

  /** Checks for which recordings have been tried. */
  const tried = new Set<number>();
  const tryFor = (check: number, scenario: Scenario, recordings: readonly RecordedCheck[]) => {
    if (tried.has(check)) return;
    tried.add(check);
    for (const one of recordings) {
      for (const result of tryRecorded(scenario, one)) tell({ type: "replayed", check, result });
    }
  };
  /** What was recorded of a check: at its place, or else under its name. */
  const recordingsOf = (check: number, { name }: Scenario, memory: MemoryModel) => {
    const fitting = recorded.filter((one) => one?.scenario === name && one.memory === memory);
    const own = recorded.at(check);
    return (fitting.includes(own ?? null) ? [own] : fitting).flatMap((one) => one ?? []);
  };

  const begins = (started: StartedCheck): CheckResult | null => {
    const { scenario, settings, silent } = started;
    if (mode === "declare" || !silent) evaluation.checks.push({ scenario, settings });
    if (mode === "declare") return undecidedResult(scenario, settings);
    if (silent) return null;
    const check = evaluation.checks.length - 1;
    ordinals.set(started, check);
    const recording = recorded.at(check) ?? null;
    if (mode === "explore") {
      tryFor(check, scenario, recordingsOf(check, scenario, settings.memory));
    } else if (recording !== null) {
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
    sweeps: (name, checks) => {
      if (mode === "declare") return;
      const first = evaluation.checks.length;
      const { memory: imposed } = evaluation.request.overrides ?? {};
      const points = checks.map(({ row, variant, memory }) => ({
        row,
        variant,
        memory: imposed ?? memory,
      }));
      tell({ type: "sweeping", name, first, points });
      if (mode !== "explore") return;
      checks.forEach(({ scenario, memory }, n) => {
        const recordings = recordingsOf(first + n, scenario, imposed ?? memory);
        tryFor(first + n, scenario, recordings);
      });
    },
    swept: (matrix) => {
      if (mode === "declare") return;
      const index = evaluation.matrices++;
      tell({ type: "matrix", index, matrix: limitMatrix(matrix) });
      evaluation.told.set(matrix, { kind: "matrix", index });
    },
    workloadsBegin: (_, draw) => {
      const known = recordedWorkloads.at(evaluation.workloadsBegun++) ?? null;
      if (mode === "recall") return known;
      const scenario = known === null ? null : draw(known);
      if (scenario === null || known?.result == null) return null;
      if (mode === "explore") tryFor(evaluation.checks.length, scenario, [known.result]);
      else {
        const { memory } = known.result;
        evaluation.checks.push({ scenario, settings: settingsOf(scenario, { memory }, {}) });
      }
      return null;
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
