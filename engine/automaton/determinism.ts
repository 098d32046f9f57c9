import { HeddleError } from "../scenario/errors.js";

/** A call that would make scenario code depend on something else than its observations. */
function forbidden(what: string): () => never {
  return () => {
    throw new HeddleError(`${what} in a scenario: a run could not be repeated`, {
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

/** Runs something that runs scenario code, with clock and random numbers forbidden to it. */
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
