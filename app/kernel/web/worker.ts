/**
 * The kernel as a classic Web Worker. It confines its own global: what the kernel needs of it is
 * taken hold of here, the rest is removed before the first message is read. The response that the
 * script came in must carry the kernel's policy of `app/host/content-policy.ts`.
 */
import type { MessagePortLike } from "../crew/port-link.js";
import { createRealm } from "../realm.js";
import type { Evaluated, Port } from "../realm.js";

/** The first message of a helper: the port to its leader. */
export interface LeaderPort {
  readonly leader: unknown;
}

/** The port to a helper, as its leader is sent it. */
export interface HelperPort {
  readonly crew: number;
  readonly helper: number;
  readonly to: unknown;
}

/** The parts of a worker's global that the kernel uses. */
interface WorkerGlobal {
  readonly postMessage: (message: unknown) => void;
  readonly addEventListener: (type: string, listener: (event: WorkerEvent) => void) => void;
  readonly MessageChannel: new () => Channel;
  readonly performance: { now(): number };
}

interface WorkerEvent {
  readonly data: unknown;
  /** Of an `unhandledrejection`. */
  readonly reason: unknown;
  /** Of an `error`. */
  readonly error: unknown;
  preventDefault(): void;
}

interface Channel {
  readonly port1: { onmessage: (() => void) | null };
  readonly port2: { postMessage(message: unknown): void };
}

const { postMessage, addEventListener, MessageChannel, performance } =
  globalThis as unknown as WorkerGlobal;
const now = performance.now.bind(performance);
const listen = addEventListener.bind(globalThis);
const send = postMessage.bind(globalThis);
const indirectEval = eval;

/** Callbacks that wait for a turn of their own: a message to oneself is the shortest way to one. */
const turns: (() => void)[] = [];
const { port1, port2 } = new MessageChannel();
port1.onmessage = () => turns.shift()?.();
const askForTurn = port2.postMessage.bind(port2);

const port: Port = {
  send,
  now,
  later: (resume) => {
    turns.push(resume);
    askForTurn(null);
  },
  evaluate,
};

function evaluate(script: string, name: string): Evaluated {
  try {
    return { value: indirectEval(`${script}\n//# sourceURL=${name}`) as unknown };
  } catch (error) {
    // Chromium does not say where in evaluated text a syntax error is.
    const syntaxError = error instanceof Error ? error.message : "it cannot be compiled";
    return { syntaxError, place: null };
  }
}

const realm = createRealm(port);
listen("message", ({ data }) => {
  const message = data as string | LeaderPort | HelperPort;
  if (typeof message === "string") realm.receive(message);
  else if ("leader" in message) realm.follow(message.leader as MessagePortLike);
  else realm.connected(message.crew, message.helper, message.to as MessagePortLike);
});
listen("unhandledrejection", (event) => {
  event.preventDefault();
  realm.uncaught(event.reason);
});
listen("error", (event) => {
  event.preventDefault();
  realm.uncaught(event.error);
});
