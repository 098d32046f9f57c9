import type { ModuleExports } from "../../notebook/analysis/imports.js";
import { analyserAt } from "../analysis/analyser-at.js";
import type { Analyser } from "../analysis/summary.js";
import type { ToAnalysis } from "./analysis-worker.js";
import AnalysisWorker from "./analysis-worker.js?worker";

/** The worker of all notebooks: its compiler takes much more memory than what it knows of each. */
let worker: Worker | null = null;

/**
 * Lets one notebook be analysed; the worker is started with the first.
 *
 * @param exports what cells can import
 */
export function startAnalysis(exports: ModuleExports): Analyser {
  worker ??= new AnalysisWorker();
  const { port1, port2 } = new MessageChannel();
  const message: ToAnalysis = { type: "analyse", exports };
  worker.postMessage(message, [port2]);
  port1.start();
  return analyserAt(port1);
}
