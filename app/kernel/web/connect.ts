import type { Connect } from "../connection.js";
import { Helpers } from "../crew/helpers.js";
import { encodeMessage } from "../message-text.js";
import type { FromKernel, ToKernel } from "../protocol.js";
import { workersFor } from "../workers-for.js";
import type { LeaderPort, HelperPort } from "./worker.js";

/** What a page needs of its `Worker`; the DOM's own type fits. */
export interface WebWorker {
  postMessage(message: unknown, transfer: never[]): void;
  terminate(): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "error", listener: (event: { readonly message?: string }) => void): void;
}

/** How workers are used. */
export interface WebOptions {
  /**
   * Workers that explore a large scenario together, 0 for as many as there are cores, up to 8;
   * asked for whenever a kernel starts. Default 1. It is always 1 in a page that is not cross-origin
   * isolated, which has no shared memory.
   */
  readonly workers?: () => number;
}

/** The parts of a page's global that are used here. */
interface PageGlobal {
  readonly MessageChannel: new () => { readonly port1: unknown; readonly port2: unknown };
  readonly crossOriginIsolated?: boolean;
  readonly navigator: { readonly hardwareConcurrency: number };
}

const page = globalThis as unknown as PageGlobal;

/**
 * Connects sessions to Web Workers.
 *
 * @param start starts the built kernel, `new Worker("/kernel/kernel.js")` (a classic worker), whose
 *   response must carry the kernel's policy of `app/host/content-policy.ts`. That policy lets no
 *   kernel start another one, so helpers are started here, too.
 */
export function connectWeb(
  start: () => WebWorker,
  { workers = () => 1 }: WebOptions = {},
): Connect {
  return (onMessage, onEnd) => {
    const worker = start();
    const post = (to: WebWorker, message: ToKernel): void =>
      to.postMessage(encodeMessage(message), []);
    const helpers = new Helpers(
      (message) => post(worker, message),
      (crew, helper, events) => {
        const { port1, port2 } = new page.MessageChannel();
        const started = start();
        started.addEventListener("error", events.lost);
        started.addEventListener("message", ({ data }) => events.message(data as FromKernel));
        hand(started, { leader: port2 } satisfies LeaderPort, port2);
        hand(worker, { crew, helper, to: port1 } satisfies HelperPort, port1);
        return {
          post: (message) => post(started, message),
          terminate: () => started.terminate(),
        };
      },
    );
    const close = (): void => {
      helpers.dismiss();
      worker.terminate();
    };
    worker.addEventListener("message", ({ data }) => {
      const message = data as FromKernel;
      if (message.type === "recruit") helpers.recruit(message);
      else if (message.type === "dismiss") helpers.dismiss();
      else onMessage(message);
    });
    worker.addEventListener("error", ({ message = "" }) => {
      close();
      onEnd({
        reason: "crash",
        message: `the kernel broke down: ${message || "its script could not be loaded"}`,
        hint: "Run the cell again; if it happens again, please report it with the notebook.",
      });
    });
    return {
      post: (message) =>
        post(
          worker,
          message.type === "open" ? { ...message, helpers: helpersFor(workers()) } : message,
        ),
      terminate: close,
    };
  };
}

function helpersFor(workers: number): number {
  if (page.crossOriginIsolated !== true) return 0;
  return workersFor(workers, page.navigator.hardwareConcurrency) - 1;
}

/** Hands a port to a worker. */
function hand(to: WebWorker, message: LeaderPort | HelperPort, port: unknown): void {
  to.postMessage(message, [port as never]);
}
