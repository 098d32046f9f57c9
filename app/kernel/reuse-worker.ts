import type { Connect, Connection, WorkerEnd } from "./connection.js";
import type { FromKernel, ToKernel } from "./protocol.js";

/** Whom a worker talks to at present. */
interface Owner {
  readonly onMessage: (message: FromKernel) => void;
  readonly onEnd: (end: WorkerEnd) => void;
}

/** A worker that outlives its sessions. */
interface Reused {
  readonly connection: Connection;
  owner: Owner | null;
  /** Runs and queries under way. */
  open: number;
}

/** See `reuseWorker`. */
export interface ReusedWorker {
  readonly connect: Connect;
  /** Starts the worker ahead of time, so that the first session need not wait for it. */
  warmUp(): void;
}

/**
 * Connects sessions that follow one another, each with a notebook of its own, to one worker: the
 * next notebook finds compiled and warm what the one before has used. Everything that cells can
 * reach is frozen and forgets with its notebook, so a notebook leaves nothing behind. A worker that
 * is ended while it is busy, or that breaks down, is not used again.
 */
export function reuseWorker(startWorker: Connect): ReusedWorker {
  let idle: Reused | null = null;

  const start = (): Reused => {
    const worker: Reused = {
      owner: null,
      open: 0,
      connection: startWorker(
        (message) => {
          const { type } = message;
          if (type === "ended" || type === "answer" || type === "refused") worker.open -= 1;
          worker.owner?.onMessage(message);
        },
        (end) => {
          if (idle === worker) idle = null;
          worker.owner?.onEnd(end);
        },
      ),
    };
    return worker;
  };

  const connect: Connect = (onMessage, onEnd) => {
    const worker = idle ?? start();
    idle = null;
    const owner = { onMessage, onEnd };
    worker.owner = owner;
    worker.connection.keepAlive?.(true);
    return {
      post: (message: ToKernel) => {
        if (message.type === "run" || message.type === "query") worker.open += 1;
        worker.connection.post(message);
      },
      terminate: () => {
        if (worker.owner !== owner) return;
        worker.owner = null;
        if (worker.open > 0 || idle !== null) worker.connection.terminate();
        else rest(worker);
      },
    };
  };
  const rest = (worker: Reused): void => {
    idle = worker;
    worker.connection.keepAlive?.(false);
  };
  return {
    connect,
    warmUp: () => {
      if (idle === null) rest(start());
    },
  };
}
