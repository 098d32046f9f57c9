/**
 * A `vm` context that holds the language's built-ins, the engine and nothing else: no Node globals,
 * no timers, no code from strings.
 *
 * This keeps honest notebooks honest and careless ones harmless. It is not a security boundary:
 * Node's documentation says so of `vm`, and a flaw in V8 or Node may lead out of it. Node's
 * permission model cannot be had for one worker alone, only for the whole process.
 */
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { MessageChannel, type MessagePort, moveMessagePortToContext } from "node:worker_threads";
import type { MessagePortLike } from "../crew/port-link.js";
import type { Place } from "../../notebook/place.js";
import type { Evaluated, Port, Realm, createRealm } from "../realm.js";
import { builtFile } from "./assets.js";

/** A helper's connection, as its leader is sent it. */
export interface HelperPort {
  readonly crew: number;
  readonly helper: number;
  readonly to: MessagePort;
}

/** A context's kernel; ports are moved into the context, so that what they bring is made there. */
export interface NodeRealm extends Pick<Realm, "receive" | "uncaught"> {
  connected(port: HelperPort): void;
  follow(leader: MessagePort): void;
}

/** Makes a context with a kernel inside. */
export function makeRealm(port: Pick<Port, "send" | "now" | "later">): NodeRealm {
  // The global object is an ordinary one: no interceptors, so built-ins stay fast.
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    name: "notebook",
    codeGeneration: { strings: false, wasm: false },
  });
  // Node sets up a context for ports with the first one, out of globals that will soon be gone.
  moveMessagePortToContext(new MessageChannel().port1, context).close();
  const realm = load(context).createRealm({
    send: port.send,
    now: port.now,
    later: port.later,
    evaluate: (script, name) => evaluate(context, script, name),
  });
  // In a context a port has the members of the web's, which Node's types do not tell.
  const moved = (to: MessagePort) =>
    moveMessagePortToContext(to, context) as unknown as MessagePortLike;
  return {
    receive: (text) => realm.receive(text),
    uncaught: (thrown) => realm.uncaught(thrown),
    connected: ({ crew, helper, to }) => realm.connected(crew, helper, moved(to)),
    follow: (leader) => realm.follow(moved(leader)),
  };
}

/** Evaluates the kernel's script inside the context; returns what it exports. */
function load(context: vm.Context): { readonly createRealm: typeof createRealm } {
  const code = readFileSync(builtFile("kernel/realm.js"), "utf8");
  const wrapped = `"use strict";(()=>{const module={exports:{}};${code}\nreturn module.exports;})()`;
  return new vm.Script(wrapped, { filename: "heddle" }).runInContext(context) as never;
}

/** Early errors that only the JavaScript compiler finds come back located. */
function evaluate(context: vm.Context, script: string, filename: string): Evaluated {
  try {
    return { value: new vm.Script(script, { filename }).runInContext(context) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { syntaxError: error.message, place: syntaxErrorPlace(error.stack ?? "", filename) };
  }
}

/** Node puts `FILE:LINE`, the source line and a line of carets before the message. */
function syntaxErrorPlace(stack: string, filename: string): Place | null {
  const [where = "", , carets = ""] = stack.split("\n");
  if (!where.startsWith(`${filename}:`)) return null;
  const line = Number(where.slice(filename.length + 1));
  return Number.isInteger(line) ? { line, column: carets.indexOf("^") + 1 } : null;
}
