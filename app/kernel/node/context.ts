/**
 * Evaluates a notebook in a `vm` context that holds the language's built-ins, the engine and
 * nothing else: no Node globals, no timers, no code from strings.
 *
 * This keeps honest notebooks honest and careless ones harmless. It is not a security boundary:
 * Node's documentation says so of `vm`, and a flaw in V8 or Node may lead out of it.
 */
import { readFileSync } from "node:fs";
import vm from "node:vm";
import type { Place, Problem } from "../../notebook/place.js";
import type { Start } from "../run-protocol.js";
import type { Main, Port, Realm, createRealm } from "../realm.js";
import { builtFile } from "./assets.js";

/**
 * Starts a notebook; it goes on by itself and tells the outcome through the port.
 *
 * @returns the context's kernel, to be told of what nothing caught
 */
export function startNotebook(start: Start, port: Port): Realm {
  const context = makeContext();
  const { createRealm: create } = evaluate(context, "heddle", "realm.js")() as {
    createRealm: typeof createRealm;
  };
  const realm = create(port, JSON.stringify({ ...start, script: "" }));
  const main = compileMain(context, start);
  if ("message" in main) {
    port.send({ type: "failed", problems: [main] });
    return realm;
  }
  const usesLinux = start.imports.some(({ module }) => module === "heddle/linux");
  const linux = usesLinux ? evaluate(context, "heddle/linux", "linux.js")(realm.require) : null;
  realm.run(main, linux as Parameters<Realm["run"]>[1]);
  return realm;
}

/** A context whose global object is an ordinary one: no interceptors, so built-ins stay fast. */
function makeContext(): vm.Context {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    name: "notebook",
    codeGeneration: { strings: false, wasm: false },
  });
  vm.runInContext("delete globalThis.WebAssembly; delete globalThis.console;", context);
  return context;
}

/** Evaluates a bundled CommonJS script inside the context, as a function of its `require`. */
function evaluate(context: vm.Context, name: string, file: string): (require?: unknown) => unknown {
  const code = readFileSync(builtFile(`kernel/${file}`), "utf8");
  const wrapped = `"use strict";((require)=>{const module={exports:{}};${code}\nreturn module.exports;})`;
  return new vm.Script(wrapped, { filename: name }).runInContext(context) as () => unknown;
}

/** Compiles the cells; early errors that only the JavaScript compiler finds come back located. */
function compileMain(context: vm.Context, { path, script }: Start): Main | Problem {
  try {
    return new vm.Script(script, { filename: path }).runInContext(context) as Main;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {
      place: syntaxErrorPlace(error.stack ?? "", path),
      message: `syntax error: ${error.message}`,
      hint: "",
    };
  }
}

/** Node puts `FILE:LINE`, the source line and a line of carets before the message. */
function syntaxErrorPlace(stack: string, path: string): Place | null {
  const [where = "", , carets = ""] = stack.split("\n");
  if (!where.startsWith(`${path}:`)) return null;
  const line = Number(where.slice(path.length + 1));
  return Number.isInteger(line) ? { line, column: carets.indexOf("^") + 1 } : null;
}
