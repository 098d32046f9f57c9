/** The worker that analyses a notebook while its user types. */
import { Summariser } from "../analysis/summarise.js";
import type { AnalysisRequest, PlanRequest } from "../analysis/summary.js";

/** What the worker is asked. */
export type ToAnalysis =
  | { readonly type: "summarise"; readonly request: AnalysisRequest }
  | { readonly type: "plan"; readonly request: PlanRequest };

const summariser = new Summariser();
self.addEventListener("message", ({ data }: MessageEvent<ToAnalysis>) => {
  self.postMessage(
    data.type === "plan" ? summariser.plan(data.request) : summariser.summarise(data.request),
  );
});
