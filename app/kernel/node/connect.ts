import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { Connect } from "../connection.js";
import { Helpers } from "../crew/helpers.js";
import { encodeMessage } from "../message-text.js";
import type { FromKernel, ToKernel } from "../protocol.js";
import { builtFile } from "./assets.js";
import type { HelperPort } from "./context.js";
import { watchMemory } from "./memory-watch.js";
import type { WorkerStart } from "./worker.js";

/** How workers are made. */
export interface NodeOptions {
  /**
   * Ceiling of what notebook code and the engine's objects may take, in MiB; the engine's own tables
   * live outside of it and have their own budget. Default 4096.
   */
  readonly heap?: number;
  /** Workers that explore a large scenario together. Default 1. */
  readonly workers?: number;
}

/** Connects sessions to Node workers; needs a build. */
export function connectNode({ heap = 4096, workers = 1 }: NodeOptions = {}): Connect {
  return (onMessage, onEnd) => {
    const worker = startWorker(heap, null);
    const post = (to: Worker, message: ToKernel): void => to.postMessage(encodeMessage(message));
    const helpers = new Helpers(
      (message) => post(worker, message),
      (crew, helper, events) => {
        const { port1, port2 } = new MessageChannel();
        const started = startWorker(heap, port2);
        started.on("error", events.lost);
        started.on("exit", events.lost);
        started.on("message", events.message);
        worker.postMessage({ crew, helper, to: port1 } satisfies HelperPort, [port1]);
        return {
          post: (message) => post(started, message),
          terminate: () => void started.terminate(),
        };
      },
    );

    let over = false;
    const close = (): void => {
      over = true;
      unwatch();
      helpers.dismiss();
    };
    const end = (reason: "memory" | "crash", message: string, hint: string): void => {
      if (over) return;
      close();
      onEnd({ reason, message, hint });
    };
    const unwatch = watchMemory((resident) => {
      const held = `this program held ${inMiB(resident / 2 ** 20)}, next to all of the machine's`;
      end("memory", `the cell ran out of memory (${held})`, memoryHint);
    });
    worker.on("message", (message: FromKernel) => {
      if (over) return;
      if (message.type === "recruit") helpers.recruit(message);
      else if (message.type === "dismiss") helpers.dismiss();
      else onMessage(message);
    });
    worker.on("error", (error: Error & { code?: string }) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
        end("memory", `the cell ran out of memory (limit ${inMiB(heap)})`, memoryHint);
      } else end("crash", `the kernel broke down: ${error.name}: ${error.message}`, brokenHint);
    });
    worker.on("exit", () => end("crash", "the kernel ended", brokenHint));
    return {
      post: (message) =>
        post(worker, message.type === "open" ? { ...message, helpers: workers - 1 } : message),
      terminate: () => {
        close();
        void worker.terminate();
      },
      keepAlive: (on) => {
        if (on) worker.ref();
        else worker.unref();
      },
    };
  };
}

const memoryHint = "Make the scenario smaller, give the check a budget, or keep less in the cell.";
const brokenHint = "Run the cell again; if it happens again, please report it with the notebook.";

function inMiB(amount: number): string {
  return `${Math.round(amount).toLocaleString("en-US")} MiB`;
}

function startWorker(heap: number, leader: MessagePort | null): Worker {
  return new Worker(builtFile("worker.js"), {
    workerData: { leader } satisfies WorkerStart,
    transferList: leader === null ? [] : [leader],
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heap },
  });
}
