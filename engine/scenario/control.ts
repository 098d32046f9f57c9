import { currentThread } from "./context.js";
import { HeddleError } from "./errors.js";
import type { Location } from "./location.js";
import { Operation, type Outcome, type Steps, step } from "./operation.js";
import type { Shared } from "./shared.js";
import { type ThreadBody, ThreadHandle } from "./thread.js";
import { type Plain, showValue } from "./value.js";

/**
 * Makes a modelled function out of a generator function: it appears in tables as a call, and when
 * it returns, all its histories with the same result become one. It must share nothing with its
 * caller but its arguments (not mutated) and its result.
 */
export function proc<A extends readonly unknown[], T extends Plain | void>(
  name: string,
  body: (...args: A) => Steps<T> | Operation<T>,
  show?: (...args: A) => string,
): (...args: A) => Operation<T> {
  return (...args) =>
    new Operation<T>({
      type: "call",
      label: show === undefined ? (name.endsWith(")") ? name : `${name}()`) : show(...args),
      atomic: false,
      body: () => body(...args),
      show: () => null,
    });
}

/**
 * Runs several steps as one transition: no other thread moves in between. It must not block inside
 * (no lock, await, join or choose). Under `tso` and `weak` it waits until the thread's store buffer
 * is drained and acts on memory.
 */
export function atomic<T extends Plain | void>(label: string, body: () => Steps<T>): Operation<T> {
  return new Operation<T>({ type: "call", label, atomic: true, body, show: () => null });
}

/**
 * Declares that from here on the function depends on nothing but these locals: histories that
 * arrive with equal locals become one. Put it at the head of a retry loop.
 */
export function checkpoint(locals?: Plain): Operation<void> {
  return new Operation<void>({ type: "checkpoint", locals });
}

/** Thread-local: the run fails if `condition` is false, and the thread stops there. */
export function assert(condition: boolean, message = "assertion"): Operation<void> {
  return new Operation<void>({ type: "stop", reason: "assert", message, passed: condition });
}

/** Thread-local: runs in which `condition` is false are not considered. */
export function assume(condition: boolean): Operation<void> {
  return new Operation<void>({ type: "stop", reason: "assume", message: "", passed: condition });
}

/** A nondeterministic choice of 0 .. n-1; all are explored. Throws unless n is 1 to 1000. */
export function choose(n: number, label?: string): Operation<number>;
/** A nondeterministic choice of one of the options; all are explored. */
export function choose<const T extends Plain>(options: readonly T[], label?: string): Operation<T>;
export function choose(of: number | readonly Plain[], label = "choose"): Operation<unknown> {
  const n = typeof of === "number" ? of : of.length;
  if (!Number.isInteger(n) || n < 1 || n > 1000) {
    throw new HeddleError(`choose(${showValue(n)}): the number of options must be 1 to 1000`);
  }
  return step<unknown>({
    kind: "choose",
    label,
    ordering: "direct",
    locations: [],
    access: [],
    alternatives: n,
    apply: (_, k) => ({ result: typeof of === "number" ? k : of[k] }),
  });
}

/** Kinds of fences: `full` orders everything, `store` stores with stores, `load` loads with loads. */
export type FenceKind = "full" | "store" | "load";

/** A memory fence. Nothing happens under `sc`. */
export function fence(kind: FenceKind = "full"): Operation<void> {
  return step<void>({
    kind: "fence",
    label: kind === "full" ? "fence" : `${kind} fence`,
    ordering: `${kind}-fence`,
    locations: [],
    access: [],
    apply: () => nothing,
  });
}

const nothing: Outcome = {};

type ValuesOf<S extends readonly Location[]> = {
  readonly [K in keyof S]: S[K] extends Shared<infer T> ? T : never;
};

/** Waits until the condition holds for the location and returns its value then. */
export function awaitUntil<T>(x: Shared<T>, condition: (value: T) => boolean): Operation<T>;
/** Waits until the condition holds for all locations together and returns their values then. */
export function awaitUntil<const S extends readonly Location[]>(
  locations: S,
  condition: (...values: ValuesOf<S>) => boolean,
): Operation<ValuesOf<S>>;
export function awaitUntil(
  of: Shared<unknown> | readonly Shared<unknown>[],
  condition: (...values: never[]) => boolean,
): Operation<unknown> {
  const many = Array.isArray(of);
  const locations = (many ? of : [of]) as readonly Shared<unknown>[];
  const names = locations.map((x) => x.name).join(", ");
  return step<unknown>({
    kind: "await",
    label: `await ${names}`,
    ordering: "load",
    locations,
    access: locations.map(() => "read"),
    blocking: true,
    apply: (values) =>
      condition(...(values as never[])) ? { result: many ? [...values] : values[0] } : null,
    waitsFor: (values) =>
      locations.map((x, i) => `${x.name} (now ${showValue(values[i])})`).join(", ") + " to change",
  });
}

/** Starts another thread; everything stored before is visible to it. */
export function spawn<T>(name: string, body: ThreadBody<T>): Operation<ThreadHandle<T>> {
  const thread = currentThread();
  if (thread === null) {
    throw new HeddleError(`spawn of ${name} outside a thread`, {
      hint: "declare threads that exist from the start with s.thread(...)",
    });
  }
  const counter = thread.counter(`threads spawned by ${thread.thread.name}`);
  return step<ThreadHandle<T>>({
    kind: "write",
    label: `spawn ${name}`,
    ordering: "full-fence",
    locations: [counter],
    access: ["write"],
    show: () => null,
    apply: ([count]) => {
      const index = count as number;
      const child = thread.spawned(index, name, body);
      return {
        result: child.thread,
        writes: [[counter, index + 1]],
        start: [child.thread.slot, child.root],
      };
    },
  });
}

/** Waits until a thread has returned and returns its result. */
export function join<T>(thread: ThreadHandle<T>): Operation<T> {
  if (!(thread instanceof ThreadHandle)) {
    throw new HeddleError("join needs a thread", {
      hint: "pass what s.thread(...) or `yield* spawn(...)` returned",
    });
  }
  return step<T>({
    kind: "await",
    label: `join ${thread.name}`,
    ordering: "load",
    locations: [thread as unknown as Location],
    access: ["read"],
    blocking: true,
    apply: ([status]) => {
      const { done, result } = status as { done: boolean; result: unknown };
      return done ? { result } : null;
    },
    waitsFor: () => `thread ${thread.name} to end`,
  });
}
