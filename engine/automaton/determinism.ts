import { HeddleError } from "../scenario/errors.js";

/** A call that would make scenario code depend on something else than its observations. */
function forbid(what: string): never {
  throw new HeddleError(`${what} in a scenario: a run could not be repeated`, {
    hint: "use `yield* choose(...)` for a decision that may go either way",
  });
}

const { random } = Math;
const realDate = Date;
const realNow = Date.now;

/** True while scenario code runs. */
let inside = false;
/** True once the guards are in place for good. */
let installed = false;

const guardedRandom = (): number => (inside ? forbid("Math.random()") : random());
const guardedNow = (): number => (inside ? forbid("Date.now()") : realNow());
const guardedDate = new Proxy(realDate, {
  construct: (target, args, newTarget) =>
    inside ? forbid("new Date()") : (Reflect.construct(target, args, newTarget) as object),
  apply: (target) => (inside ? forbid("Date()") : target()),
  get: (target, key): unknown => (key === "now" ? guardedNow : Reflect.get(target, key)),
});

function replaceBuiltins(): void {
  Math.random = guardedRandom;
  globalThis.Date = guardedDate;
}

/**
 * Replaces clock and random numbers by guarded ones for good, in a context that is about to be
 * frozen. Elsewhere `guarded` replaces them while scenario code runs and puts them back.
 */
export function installGuards(): void {
  replaceBuiltins();
  realDate.now = guardedNow;
  realDate.prototype.constructor = guardedDate;
  installed = true;
}

/** Runs something that runs scenario code, with clock and random numbers forbidden to it. */
export function guarded<T>(f: () => T): T {
  if (inside) return f();
  inside = true;
  if (!installed) replaceBuiltins();
  try {
    return f();
  } finally {
    inside = false;
    if (!installed) {
      Math.random = random;
      globalThis.Date = realDate;
    }
  }
}
