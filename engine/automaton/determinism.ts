import { HeddleError } from "../scenario/errors.js";

/** A call that would make a thread depend on something else than its observations. */
function forbidden(what: string): () => never {
  return () => {
    throw new HeddleError(`a thread used ${what}; it must depend only on what yield* returns`, {
      hint: "use `yield* choose(...)` for a decision that may go either way",
    });
  };
}

const noRandom = forbidden("Math.random()");
const noDate = new Proxy(Date, {
  construct: forbidden("new Date()"),
  apply: forbidden("Date()"),
  get: (target, key): unknown =>
    key === "now" ? forbidden("Date.now()") : Reflect.get(target, key),
});

const { random } = Math;
const realDate = Date;

/** Runs thread code with clock and random numbers forbidden. */
export function guarded<T>(f: () => T): T {
  const outer = Math.random;
  if (outer === noRandom) return f();
  Math.random = noRandom;
  globalThis.Date = noDate;
  try {
    return f();
  } finally {
    Math.random = random;
    globalThis.Date = realDate;
  }
}
