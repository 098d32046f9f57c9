import { Worker } from "node:worker_threads";
import { encodeMessage } from "../message-text.js";
import type { FromKernel } from "../protocol.js";
import type { Connect } from "../connection.js";
import { builtFile } from "./assets.js";

/** How workers are made. */
export interface NodeOptions {
  /**
   * Ceiling of what notebook code and the engine's objects may take, in MiB; the engine's own tables
   * live outside of it and have their own budget. Default 4096.
   */
  readonly heap?: number;
}

/** Connects sessions to Node workers; needs a build. */
export function connectNode({ heap = 4096 }: NodeOptions = {}): Connect {
  return (onMessage, onEnd) => {
    const worker = new Worker(builtFile("worker.js"), {
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: heap },
    });
    let over = false;
    const end = (reason: "memory" | "crash", message: string, hint: string): void => {
      if (over) return;
      over = true;
      onEnd({ reason, message, hint });
    };
    worker.on("message", (message: FromKernel) => {
      if (!over) onMessage(message);
    });
    worker.on("error", (error: Error & { code?: string }) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
        const limit = heap.toLocaleString("en-US");
        const hint =
          "Make the scenario smaller, give the check a budget, or keep less in the cell.";
        end("memory", `the cell ran out of memory (limit ${limit} MiB)`, hint);
      } else end("crash", `the kernel broke down: ${error.name}: ${error.message}`, brokenHint);
    });
    worker.on("exit", () => end("crash", "the kernel ended", brokenHint));
    return {
      post: (message) => worker.postMessage(encodeMessage(message)),
      terminate: () => {
        over = true;
        void worker.terminate();
      },
    };
  };
}

const brokenHint = "Run the cell again; if it happens again, please report it with the notebook.";
