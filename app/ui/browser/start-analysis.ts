import type { AnalysisRequest, NotebookSummary } from "../analysis/summary.js";
import AnalysisWorker from "./analysis-worker.js?worker";

/** Analyses one notebook in a worker; answers come in the order of the requests. */
export interface Analyser {
  readonly analyse: (request: AnalysisRequest) => Promise<NotebookSummary>;
  readonly close: () => void;
}

/** Starts a worker for one notebook. */
export function startAnalysis(): Analyser {
  const worker = new AnalysisWorker();
  const waiting: ((summary: NotebookSummary) => void)[] = [];
  worker.addEventListener("message", ({ data }: MessageEvent<NotebookSummary>) => {
    waiting.shift()?.(data);
  });
  return {
    analyse: (request) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        worker.postMessage(request);
      }),
    close: () => worker.terminate(),
  };
}
