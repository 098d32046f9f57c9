/** The thread in which a notebook's cells run: its owner and the cells share nothing but messages. */
import { performance } from "node:perf_hooks";
import { parentPort } from "node:worker_threads";
import { confine } from "../confine/confine.js";
import { makeRealm } from "./context.js";

const port = parentPort!;
const immediately = setImmediate;
const realm = makeRealm({
  send: (message) => port.postMessage(message),
  now: performance.now.bind(performance),
  later: (resume) => {
    // Called bare: the context's function must not see Node's timer as its `this`.
    immediately(() => resume());
  },
});
port.on("message", (text: string) => realm.receive(text));
process.on("unhandledRejection", (reason) => realm.uncaught(reason));
process.on("uncaughtException", (error) => realm.uncaught(error));
// The cells' context lies within this one. A way out of it would lead here: to a second room with
// nothing in it and everything nailed down.
confine({});
