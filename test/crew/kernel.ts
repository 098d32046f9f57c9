/** A kernel in a thread: evaluates the "cells" of a test, as the leader of a crew or as a helper. */
import { fileURLToPath } from "node:url";
import {
  MessageChannel,
  type MessagePort,
  Worker,
  parentPort,
  workerData,
} from "node:worker_threads";
import { type MessagePortLike, portLink } from "../../app/kernel/crew/port-link.js";
import { CrewHelper } from "../../engine/check/crew/helper.js";
import { CrewLeader } from "../../engine/check/crew/leader.js";
import type { LeaderMessage, Link } from "../../engine/check/crew/link.js";
import { setHost } from "../../engine/check/host.js";
import type { CheckResult } from "../../engine/check/result.js";
import { type Cells, evaluate } from "./cells.js";

/** What a kernel is told when it starts. */
export interface KernelData {
  readonly cells: Cells;
  /** Number of workers; 1 for none but the leader. */
  readonly workers: number;
  /** States from which on helpers are called. */
  readonly manyStates?: number;
  /** Look around after every few transitions, so that helpers join small searches too. */
  readonly alert?: boolean;
  /** What happens so many milliseconds after the helpers were asked to join. */
  readonly mishap?: { readonly is: "helper ends" | "user cancels"; readonly after: number };
  /** A helper's connection to the leader; absent for the leader. */
  readonly port?: MessagePort;
}

/** What the leading kernel says at its end. */
export interface KernelReport {
  readonly results: readonly (CheckResult | string)[];
  /** Milliseconds that the cells took. */
  readonly ms: number;
  /** Searches that helpers joined, and those that were given up. */
  readonly joined: number;
  readonly dropped: number;
}

const data = workerData as KernelData;
let checks = 0;
let cancelled = false;
let joined = 0;
let dropped = 0;
let { alert = false } = data;
const nameCheck = () => `${++checks}`;
const linkTo = (port: MessagePort) => portLink(port as unknown as MessagePortLike);

function startHelper(first: boolean): Link {
  const { port1, port2 } = new MessageChannel();
  const helper = new Worker(fileURLToPath(import.meta.url), {
    workerData: { ...data, port: port2 } satisfies KernelData,
    transferList: [port2],
  });
  const link = linkTo(port1);
  port1.unref();
  helper.unref();
  helper.on("error", () => link.lose());
  helper.on("exit", () => link.lose());
  if (!first) return link;
  return {
    take: () => link.take(),
    arrival: () => link.arrival(),
    get lost() {
      return link.lost;
    },
    send: (message) => {
      const { type } = message as LeaderMessage;
      if (type === "join") joined++;
      if (type === "drop") {
        dropped++;
        alert = false;
      }
      if (type === "join" && data.mishap !== undefined) setTimeout(happen, data.mishap.after);
      link.send(message);
    },
  };

  function happen(): void {
    if (data.mishap?.is === "helper ends") void helper.terminate();
    else cancelled = true;
  }
}

const { port, workers } = data;
setHost({
  now: () => performance.now() * (alert ? 1000 : 1),
  pause: () => new Promise((resume) => (alert ? setTimeout(resume, 1) : setImmediate(resume))),
  cancelled: () => cancelled,
  crew:
    port !== undefined
      ? new CrewHelper(nameCheck, linkTo(port))
      : workers > 1
        ? new CrewLeader(
            nameCheck,
            () => Array.from({ length: workers - 1 }, (_, i) => startHelper(i === 0)),
            { manyStates: data.manyStates },
          )
        : null,
});
const begun = performance.now();
const results = await evaluate(data.cells);
const ms = performance.now() - begun;
if (port === undefined) {
  parentPort?.postMessage({ results, ms, joined, dropped } satisfies KernelReport);
}
