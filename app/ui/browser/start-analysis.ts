import type { ModuleExports } from "../../notebook/analysis/imports.js";
import type { Analyser } from "../analysis/summary.js";
import type { ToAnalysis } from "./analysis-worker.js";
import AnalysisWorker from "./analysis-worker.js?worker";

/**
 * Starts a worker that analyses one notebook; answers come in the order of the requests.
 *
 * @param exports what cells can import
 */
export function startAnalysis(exports: ModuleExports): Analyser {
  const worker = new AnalysisWorker();
  const waiting: ((answer: unknown) => void)[] = [];
  worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => waiting.shift()?.(data));
  const ask = <Answer>(message: ToAnalysis): Promise<Answer> =>
    new Promise((resolve) => {
      waiting.push(resolve as (answer: unknown) => void);
      worker.postMessage(message);
    });
  return {
    summarise: (request) => ask({ type: "summarise", request, exports }),
    plan: (request) => ask({ type: "plan", request }),
    close: () => worker.terminate(),
  };
}
