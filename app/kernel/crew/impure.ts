/**
 * Notices when code of this context looks at the clock or draws a random number. Loaded before
 * anything that keeps `Math.random` or `Date.now` for itself.
 */
let notice: () => void = () => undefined;

/** What to do whenever that happens. */
export function whenImpure(call: () => void): void {
  notice = call;
}

const { random } = Math;
const RealDate = Date;
const { now: realNow } = Date;

Math.random = () => {
  notice();
  return random();
};

const now = (): number => {
  notice();
  return realNow();
};

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => {
    if (args.length === 0) notice();
    return Reflect.construct(target, args, newTarget) as object;
  },
  apply: (target) => {
    notice();
    return target();
  },
  get: (target, key, receiver): unknown =>
    key === "now" ? now : Reflect.get(target, key, receiver),
});
