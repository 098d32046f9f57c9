import { type CommandClient, commandClient } from "../console/client.js";
import type { CommandPage } from "../console/worker/protocol.js";
import type { ToAnalysis } from "./analysis-worker.js";
import AnalysisWorker from "./analysis-worker.js?worker";

/** The worker of all consoles; it has a compiler of its own, so there is only one. */
let worker: Worker | null = null;

/** Lets the commands of a notebook be performed; the worker is started with the first. */
export function startCommands(page: CommandPage): CommandClient {
  worker ??= new AnalysisWorker();
  const { port1, port2 } = new MessageChannel();
  const message: ToAnalysis = { type: "serve commands", base: document.baseURI };
  worker.postMessage(message, [port2]);
  port1.start();
  return commandClient(port1, page);
}
