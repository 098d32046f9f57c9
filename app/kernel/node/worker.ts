/** The thread in which a notebook's cells run: its owner and the cells share nothing but messages. */
import { performance } from "node:perf_hooks";
import { parentPort } from "node:worker_threads";
import { makeRealm } from "./context.js";

const port = parentPort!;
const realm = makeRealm({
  send: (message) => port.postMessage(message),
  now: () => performance.now(),
  later: (resume) => {
    // Called bare: the context's function must not see Node's timer as its `this`.
    setImmediate(() => resume());
  },
});
port.on("message", (text: string) => realm.receive(text));
process.on("unhandledRejection", (reason) => realm.uncaught(reason));
process.on("uncaughtException", (error) => realm.uncaught(error));
