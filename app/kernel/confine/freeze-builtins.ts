/**
 * Freezes the built-in objects and the global object, so that no cell can change what another
 * cell's code, the engine or the kernel itself means: `Array.prototype.push = ...` in one cell
 * would otherwise bend the verdicts of all.
 *
 * A frozen property also forbids assigning to a property of the same name on an object that
 * inherits from it (`error.name = "Mine"`, `F.prototype.toString = ...`). Where honest code does
 * that, the property is made an accessor whose setter defines it on the object assigned to.
 */

import { stackDepth } from "../../../engine/scenario/operation.js";

/** Own properties of these prototypes are commonly assigned on objects that inherit from them. */
function overridden(): readonly (readonly [object, readonly string[]])[] {
  const errors = [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError];
  const prototypes = [...errors, TypeError, URIError].map((error) => error.prototype as object);
  const common = ["constructor", "toString", "toLocaleString", "valueOf"];
  return [
    [Object.prototype, [...common, "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"]],
    [Function.prototype, ["constructor", "toString"]],
    ...prototypes.map((prototype) => [prototype, [...common, "name", "message"]] as const),
  ];
}

/** Freezes everything reachable from the global object, and that object. */
export function freezeBuiltins(): void {
  for (const [prototype, names] of overridden()) {
    for (const name of names) letOverride(prototype, name);
  }
  // Not reachable by name: prototypes of generators, of iterators, of async functions.
  const unnamed = [
    function* () {},
    async () => {},
    async function* () {},
    [][Symbol.iterator](),
    ""[Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    "".matchAll(/./g),
    new Intl.Segmenter().segment(""),
    new Intl.Segmenter().segment("")[Symbol.iterator](),
    letOverride,
  ];
  Error.stackTraceLimit = stackDepth;
  for (const object of reachable([globalThis, ...unnamed])) freeze(object);
}

/** Freezes objects and everything reachable from them through properties and prototypes. */
export function freezeDeep(...roots: readonly object[]): void {
  for (const object of reachable(roots)) freeze(object);
}

function reachable(roots: readonly object[]): ReadonlySet<object> {
  const found = new Set<object>(roots);
  for (const object of found) {
    const visit = (value: unknown): void => {
      if (typeof value === "function" || (typeof value === "object" && value !== null)) {
        found.add(value);
      }
    };
    visit(Object.getPrototypeOf(object));
    for (const key of Reflect.ownKeys(object)) {
      const property = Reflect.getOwnPropertyDescriptor(object, key);
      visit(property?.value);
      visit(property?.get);
      visit(property?.set);
    }
  }
  return found;
}

function freeze(object: object): void {
  // The elements of a typed array cannot be frozen.
  if (ArrayBuffer.isView(object)) Object.preventExtensions(object);
  else Object.freeze(object);
}

function letOverride(prototype: object, name: string): void {
  const property = Reflect.getOwnPropertyDescriptor(prototype, name);
  if (property === undefined || !("value" in property)) return;
  const { value } = property as { value: unknown };
  Object.defineProperty(prototype, name, {
    get: () => value,
    set(this: unknown, own: unknown) {
      if (this === prototype) throw new TypeError(`Cannot assign to built-in property '${name}'`);
      Object.defineProperty(this, name, {
        value: own,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
    enumerable: false,
    configurable: false,
  });
}
