/** The worker that analyses a notebook while its user types. */
import { Summariser } from "../analysis/summarise.js";
import type { AnalysisRequest } from "../analysis/summary.js";

const summariser = new Summariser();
self.addEventListener("message", ({ data }: MessageEvent<AnalysisRequest>) => {
  self.postMessage(summariser.summarise(data));
});
