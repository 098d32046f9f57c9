/** The worker that analyses notebooks while their user types; another one performs commands. */
import type { ModuleExports } from "../../notebook/analysis/imports.js";
import { serveAnalysis } from "../analysis/serve-analysis.js";

/** What the worker is asked, with a port for all that follows. */
export type ToAnalysis =
  /** Analyse one notebook; `exports` is what its cells can import. */
  | { readonly type: "analyse"; readonly exports: ModuleExports }
  /** Perform the commands that come; `base` is the page's address. */
  | { readonly type: "serve commands"; readonly base: string };

self.addEventListener("message", ({ data, ports: [port] }: MessageEvent<ToAnalysis>) => {
  if (data.type === "analyse") {
    serveAnalysis(port, data.exports);
    port.start();
  } else {
    void import("./worker-commands.js").then(({ startCommands }) => startCommands(port, data.base));
  }
});
