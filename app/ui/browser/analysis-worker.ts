/** The worker that analyses a notebook while its user types; another one performs commands. */
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
  | { readonly type: "plan"; readonly request: PlanRequest }
  /** Perform the commands that come through the port sent along; `base` is the page's address. */
  | { readonly type: "serve commands"; readonly base: string };

const summariser = new Summariser();
self.addEventListener("message", ({ data, ports }: MessageEvent<ToAnalysis>) => {
  switch (data.type) {
    case "summarise":
      self.postMessage(summariser.summarise(data.request, data.exports));
      break;
    case "plan":
      self.postMessage(summariser.plan(data.request));
      break;
    case "serve commands":
      void import("./worker-commands.js").then(({ startCommands }) => {
        startCommands(ports[0], data.base);
      });
  }
});
