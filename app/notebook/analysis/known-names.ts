/** Names that a cell may use without declaring them, and names that it misses at once. */

/** The language's own globals, as far as a notebook's context has them, and `console`. */
export const globals: ReadonlySet<string> = new Set([
  ...["undefined", "NaN", "Infinity", "globalThis", "arguments", "console"],
  ...["Object", "Function", "Boolean", "Symbol", "Number", "BigInt", "Math", "Date", "String"],
  ...["RegExp", "Array", "Map", "Set", "WeakMap", "WeakSet", "WeakRef", "FinalizationRegistry"],
  ...["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array"],
  ...["Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"],
  ...["ArrayBuffer", "SharedArrayBuffer", "Atomics", "DataView", "JSON", "Promise", "Proxy"],
  ...["Reflect", "Intl", "Iterator", "Error", "AggregateError", "EvalError", "RangeError"],
  ...["ReferenceError", "SyntaxError", "TypeError", "URIError", "eval", "isFinite", "isNaN"],
  ...["parseFloat", "parseInt", "decodeURI", "decodeURIComponent", "encodeURI"],
  ...["encodeURIComponent", "escape", "unescape"],
]);

const noTimers = "A cell has no timers: let a thread wait with an operation instead.";
const noFiles = "A cell reaches neither files nor the network nor the process it runs in.";
const noPage = "A cell has no page: its output is what its checks find.";

/** Names that programs outside of a notebook have, and what a cell does instead. */
export const absentNames: Readonly<Record<string, string>> = {
  setTimeout: noTimers,
  setInterval: noTimers,
  setImmediate: noTimers,
  queueMicrotask: "Write `await` instead.",
  require: 'Write `import { ... } from "heddle"`; a cell reaches no files.',
  process: noFiles,
  Buffer: noFiles,
  fetch: noFiles,
  XMLHttpRequest: noFiles,
  WebSocket: noFiles,
  Worker: "A cell starts no workers: threads are declared with `s.thread`.",
  WebAssembly: "A cell cannot make code from bytes.",
  performance: "A cell has no clock: a verdict does not depend on the time.",
  document: noPage,
  window: noPage,
};
