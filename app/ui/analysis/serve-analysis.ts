import { createBirpc } from "birpc";
import type { ModuleExports } from "../../notebook/analysis/imports.js";
import { Summariser } from "./summarise.js";
import type { Analyser } from "./summary.js";

/** What the worker needs of a message port. */
export interface AnalysisPort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listen: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/**
 * Analyses one notebook for the page at the other end of a port, until it closes it. The compiler is
 * shared by all notebooks of the worker.
 *
 * @param exports what cells can import
 */
export function serveAnalysis(port: AnalysisPort, exports: ModuleExports): void {
  const summariser = new Summariser();
  createBirpc<Record<string, never>, Served>(
    {
      summarise: (request) => summariser.summarise(request, exports),
      plan: (request) => summariser.plan(request),
      close: () => port.close(),
    },
    {
      post: (message) => port.postMessage(message),
      on: (receive) => port.addEventListener("message", ({ data }) => receive(data)),
    },
  );
}

/** An analyser as it answers at once. */
type Served = {
  readonly [Name in keyof Analyser]: (
    ...args: Parameters<Analyser[Name]>
  ) => Awaited<ReturnType<Analyser[Name]>>;
};
