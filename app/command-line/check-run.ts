import type { ReplayResult } from "../../engine/trace/replay-result.js";
import type { Progress } from "../../engine/check/host.js";
import type { CheckResult } from "../../engine/check/result.js";
import type { CellEvent, RunEnd } from "../kernel/protocol.js";
import { planRun } from "../notebook/plan-run.js";
import type { Findings, Results } from "../notebook/results/record.js";
import { FindingsRecorder } from "../notebook/results/recorder.js";
import type { Loaded } from "./load-notebook.js";
import type { Surroundings } from "./surroundings.js";

/** What a run of a whole notebook found. */
export interface Checked {
  readonly end: RunEnd;
  /** By cell: the findings of those that ran to their end. */
  readonly findings: ReadonlyMap<string, Findings>;
  /** By cell: the checks with their interleavings. */
  readonly results: ReadonlyMap<string, readonly CheckResult[]>;
}

/** What is told while a notebook runs. */
export interface CheckListener {
  progress(progress: Progress): void;
  /** A recorded interleaving of a stale cell, tried on the present code. */
  replayed(cell: string, result: ReplayResult): void;
}

/**
 * Runs all cells of a notebook; Ctrl-C ends the run with what it has found.
 *
 * @param recorded earlier results; the interleavings of stale ones are tried first
 * @param workers see `CheckOptions`
 */
export async function checkRun(
  { notebook, present }: Loaded,
  recorded: Results,
  listener: CheckListener,
  around: Surroundings,
  workers?: number,
): Promise<Checked> {
  const recorders = new Map(
    notebook.cells.map(({ name }) => [name, new FindingsRecorder()] as const),
  );
  const findings = new Map<string, Findings>();
  const results = new Map<string, CheckResult[]>();

  const onCellEvent = (event: CellEvent): void => {
    const recorder = recorders.get(event.cell);
    if (recorder === undefined) return;
    switch (event.type) {
      case "progress":
        listener.progress(event.progress);
        break;
      case "replayed":
        listener.replayed(event.cell, event.result);
        break;
      case "result":
        recorder.check(event.check, event.result, event.series);
        results.set(event.cell, [...(results.get(event.cell) ?? []), event.result]);
        break;
      case "matrix":
        recorder.matrix(event.index, event.matrix);
        break;
      case "workloads":
        recorder.series(event.index, event.result);
        break;
      case "finished": {
        const found = recorder.findings();
        if (event.outcome.type === "done" && found !== null) findings.set(event.cell, found);
        break;
      }
      case "started":
      case "skipped":
      case "sweeping":
      case "console":
      case "value":
    }
  };
  const { cells } = planRun(present, recorded, { type: "all" });
  const kernel = around.startKernel(
    notebook.path,
    (event) => {
      if (event.type === "cell") onCellEvent(event.event);
    },
    workers === undefined ? {} : { workers },
  );
  const release = around.onInterrupt(() => void kernel.interrupt());
  const end = await kernel.run({ cells, positions: false });
  release();
  kernel.close();
  return { end, findings, results };
}
