/** The thread in which a notebook runs: main thread and cells share nothing but messages. */
import { performance } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";
import type { KernelEvent, Start } from "../run-protocol.js";
import { startNotebook } from "./context.js";

/** What the main thread passes when it makes the thread. */
export interface WorkerStart {
  readonly start: Start;
  /** One 32-bit integer; not zero once the user has cancelled. */
  readonly cancel: SharedArrayBuffer;
}

const { start, cancel } = workerData as WorkerStart;
const flag = new Int32Array(cancel);

function send(event: KernelEvent): void {
  try {
    parentPort?.postMessage(event);
  } catch (error) {
    // A cell has bent what the engine's results are made of; losing one silently would be worse.
    const message = `the kernel could not report a result: ${String(error)}`;
    const problem = { place: null, message, hint: "Do not change built-in objects in cells." };
    parentPort?.postMessage({ type: "failed", problems: [problem] } satisfies KernelEvent);
  }
}

const realm = startNotebook(start, {
  send,
  now: () => performance.now(),
  later: (resume) => {
    // Called bare: the context's function must not see Node's timer as its `this`.
    setImmediate(() => resume());
  },
  cancelled: () => Atomics.load(flag, 0) !== 0,
});
process.on("unhandledRejection", (reason) => realm.fail(reason));
process.on("uncaughtException", (error) => realm.fail(error));
