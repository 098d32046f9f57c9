import { encodeMessage } from "../message-text.js";
import type { FromKernel } from "../protocol.js";
import type { Connect } from "../connection.js";

/** What a page needs of its `Worker`; the DOM's own type fits. */
export interface WebWorker {
  postMessage(message: string): void;
  terminate(): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "error", listener: (event: { readonly message?: string }) => void): void;
}

/**
 * Connects sessions to Web Workers.
 *
 * @param start starts the built kernel, `new Worker("/kernel/kernel.js")` (a classic worker), whose
 *   response must carry the kernel's policy of `app/host/content-policy.ts`
 */
export function connectWeb(start: () => WebWorker): Connect {
  return (onMessage, onEnd) => {
    const worker = start();
    worker.addEventListener("message", ({ data }) => onMessage(data as FromKernel));
    worker.addEventListener("error", ({ message = "" }) => {
      worker.terminate();
      onEnd({
        reason: "crash",
        message: `the kernel broke down: ${message || "its script could not be loaded"}`,
        hint: "Run the cell again; if it happens again, please report it with the notebook.",
      });
    });
    return {
      post: (message) => worker.postMessage(encodeMessage(message)),
      terminate: () => worker.terminate(),
    };
  };
}
