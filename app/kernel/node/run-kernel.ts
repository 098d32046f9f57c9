import { Worker } from "node:worker_threads";
import type { Overrides } from "../../../engine/check/host.js";
import type { CompiledNotebook } from "../../notebook/compile.js";
import type { Problem } from "../../notebook/place.js";
import type { KernelEvent } from "../protocol.js";
import { builtFile } from "./assets.js";
import type { WorkerStart } from "./worker.js";

/** How a notebook's run ended. */
export type Ending =
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly problems: readonly Problem[] }
  | { readonly type: "cancelled" };

/** A running notebook. */
export interface KernelRun {
  /** Settles when no more events will come; never rejects. */
  readonly ended: Promise<Ending>;
  /** Stops the running check, and the whole kernel if that takes longer than a moment. */
  cancel(): void;
}

/** How to run. */
export interface KernelOptions {
  readonly overrides?: Overrides;
  /** What to follow instead of exploring: a replay string, or a text with a table. Default null. */
  readonly replay?: string | null;
}

/** Milliseconds that a cancelled search gets to report how far it came. */
const grace = 120;
/** Heap of the kernel in MiB; the engine's own tables live outside of it. */
const heap = 4096;

/**
 * Runs a compiled notebook in a thread of its own.
 *
 * @param onEvent called for each event but the last, in order
 */
export function runKernel(
  notebook: CompiledNotebook,
  options: KernelOptions,
  onEvent: (event: KernelEvent) => void,
): KernelRun {
  const cancel = new SharedArrayBuffer(4);
  const flag = new Int32Array(cancel);
  const { path, script, imports, cells } = notebook;
  const data: WorkerStart = {
    start: {
      path,
      script,
      imports,
      cells: cells.map(({ name, firstLine }) => ({ name, place: { line: firstLine, column: 1 } })),
      overrides: options.overrides ?? {},
      replay: options.replay ?? null,
    },
    cancel,
  };
  const worker = new Worker(builtFile("worker.js"), {
    workerData: data,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heap },
  });
  let settled = false;
  let cell = 0;
  let stop: (ending: Ending) => void = () => undefined;

  const ended = new Promise<Ending>((resolve) => {
    stop = (ending) => {
      if (settled) return;
      settled = true;
      resolve(worker.terminate().then(() => ending));
    };
  });
  const failed = (message: string, hint: string): void => {
    const place = { line: cells[cell]?.firstLine ?? 1, column: 1 };
    stop({ type: "failed", problems: [{ place, message, hint }] });
  };

  worker.on("message", (event: KernelEvent) => {
    if (settled) return;
    switch (event.type) {
      case "done":
      case "failed":
      case "cancelled":
        stop(Atomics.load(flag, 0) === 0 ? event : { type: "cancelled" });
        return;
      case "cell":
        cell = event.index;
        break;
      case "progress":
      case "result":
      case "matrix":
      case "workloads":
      case "replayed":
      case "console":
    }
    onEvent(event);
    // The check that was running has said how far it came; the ones after it never began.
    if (event.type === "result" && event.result.stopped?.budget === "cancelled") {
      stop({ type: "cancelled" });
    }
  });
  worker.on("error", (error: Error & { code?: string }) => {
    if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
      failed("the cell ran out of memory", "Make the scenario smaller, or set --max-states.");
    } else failed(`${error.name}: ${error.message}`, "");
  });
  worker.on("exit", () => {
    failed("the cell waits for a promise that nothing will resolve", "");
  });

  return {
    ended,
    cancel: () => {
      if (Atomics.exchange(flag, 0, 1) === 0) {
        setTimeout(() => stop({ type: "cancelled" }), grace).unref();
      } else stop({ type: "cancelled" });
    },
  };
}
