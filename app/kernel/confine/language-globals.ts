/**
 * Names of the language itself that cells see. Left out on purpose: `SharedArrayBuffer` (memory
 * shared with what?), `WeakRef` and `FinalizationRegistry` (they tell when the collector ran),
 * `Temporal` (a clock that the engine does not know of), `WebAssembly` (code from bytes).
 */
const language: ReadonlySet<PropertyKey> = new Set([
  ...["globalThis", "undefined", "NaN", "Infinity", "eval", "isFinite", "isNaN", "parseFloat"],
  ...["parseInt", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape"],
  ...["unescape", "Object", "Function", "Boolean", "Symbol", "Number", "BigInt", "Math", "Date"],
  ...["String", "RegExp", "Array", "Map", "Set", "WeakMap", "WeakSet", "ArrayBuffer", "DataView"],
  ...["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array"],
  ...["Uint32Array", "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array"],
  ...["Float64Array", "Atomics", "JSON", "Intl", "Promise", "Proxy", "Reflect", "Iterator"],
  ...["Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError"],
  ...["TypeError", "URIError", "SuppressedError", "DisposableStack", "AsyncDisposableStack"],
  "console",
]);

/**
 * Takes everything from the global object, and from what it inherits, that is not of the language.
 *
 * @throws Error when something cannot be taken away: better no kernel than an open one
 */
export function removeOtherGlobals(): void {
  for (
    let holder: object | null = globalThis;
    holder !== null && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    for (const key of Reflect.ownKeys(holder)) {
      if (holder === globalThis && language.has(key)) continue;
      if (!Reflect.deleteProperty(holder, key)) hide(holder, key);
    }
  }
}

/** For what cannot be deleted: constants may stay, anything else is overwritten. */
function hide(holder: object, key: PropertyKey): void {
  const property = Reflect.getOwnPropertyDescriptor(holder, key);
  const value: unknown = property?.value;
  const isConstant = typeof value !== "function" && (typeof value !== "object" || value === null);
  if (property !== undefined && "value" in property && isConstant) return;
  if (Reflect.defineProperty(holder, key, { value: undefined, writable: false })) return;
  throw new Error(`the kernel cannot hide ${String(key)}`);
}
