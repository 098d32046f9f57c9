/** The thread in which a notebook's cells run: its owner and the cells share nothing but messages. */
import { performance } from "node:perf_hooks";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { confine } from "../confine/confine.js";
import { type HelperPort, makeRealm } from "./context.js";

/** What a worker is made with. */
export interface WorkerStart {
  /** Of a helper, the port to its leader. */
  readonly leader: MessagePort | null;
}

const port = parentPort!;
const { leader } = workerData as WorkerStart;
const immediately = setImmediate;
const realm = makeRealm({
  send: (message) => port.postMessage(message),
  now: performance.now.bind(performance),
  later: (resume) => {
    // Called bare: the context's function must not see Node's timer as its `this`.
    immediately(() => resume());
  },
});
port.on("message", (message: string | HelperPort) => {
  if (typeof message === "string") realm.receive(message);
  else realm.connected(message);
});
if (leader !== null) realm.follow(leader);
process.on("unhandledRejection", (reason) => realm.uncaught(reason));
process.on("uncaughtException", (error) => realm.uncaught(error));
// The cells' context lies within this one. A way out of it would lead here: to a second room with
// nothing in it and everything nailed down.
confine({});
