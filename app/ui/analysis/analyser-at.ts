/** The page's side of the worker that analyses notebooks. */
import { createBirpc } from "birpc";
import type { AnalysisPort } from "./serve-analysis.js";
import type { Analyser } from "./summary.js";

/**
 * Asks who analyses one notebook at the other end of a port. Answers come in the order of the
 * requests; what has no answer when it is closed gets none.
 */
export function analyserAt(port: AnalysisPort): Analyser {
  const remote = createBirpc<Analyser>(
    {},
    {
      post: (request) => port.postMessage(request),
      on: (receive) => port.addEventListener("message", ({ data }) => receive(data)),
      timeout: -1,
    },
  );
  return {
    summarise: (request) => remote.summarise(request),
    plan: (request) => remote.plan(request),
    close: () => {
      void remote.close.asEvent();
      port.close();
    },
  };
}
