/** What a session needs of the platform: a worker that it can talk to and end. */
import type { FromKernel, ToKernel } from "./protocol.js";

/** Why a worker ended by itself. */
export interface WorkerEnd {
  readonly reason: "memory" | "crash";
  /** What to say about it: `the cell ran out of memory (limit 4,096 MiB)`. */
  readonly message: string;
  readonly hint: string;
}

/** A running worker, as the session sees it. */
export interface Connection {
  post(message: ToKernel): void;
  /** Ends the worker at once, whatever it is doing; nothing arrives from it afterwards. */
  terminate(): void;
  /** Whether the worker keeps the process alive; it does at first. Absent where there is none. */
  keepAlive?(on: boolean): void;
}

/**
 * Starts a worker.
 *
 * @param onMessage what the kernel says, in order
 * @param onEnd called at most once, when the worker ends without having been terminated
 */
export type Connect = (
  onMessage: (message: FromKernel) => void,
  onEnd: (end: WorkerEnd) => void,
) => Connection;
