/** The worker that analyses a notebook while its user types. */
import type { ModuleExports } from "../../notebook/analysis/imports.js";
import { Summariser } from "../analysis/summarise.js";
import type { AnalysisRequest, PlanRequest } from "../analysis/summary.js";

/** What the worker is asked. */
export type ToAnalysis =
  | {
      readonly type: "summarise";
      readonly request: AnalysisRequest;
      /** What cells can import. */
      readonly exports: ModuleExports;
    }
  | { readonly type: "plan"; readonly request: PlanRequest };

const summariser = new Summariser();
self.addEventListener("message", ({ data }: MessageEvent<ToAnalysis>) => {
  self.postMessage(
    data.type === "plan"
      ? summariser.plan(data.request)
      : summariser.summarise(data.request, data.exports),
  );
});
