/** Activations of functions in thread code, and the points at which they have stopped. */
import { type ThreadObserver, enterThread } from "../scenario/context.js";
import { HeddleError } from "../scenario/errors.js";
import type { Location } from "../scenario/location.js";
import { Operation } from "../scenario/operation.js";
import type { ThreadHandle } from "../scenario/thread.js";
import type { Entity } from "../scenario/value.js";

/** A running function of thread code. */
export type Generated = Generator<Operation<unknown>, unknown, unknown>;

/** One activation of a modelled function. */
export interface FrameInfo {
  readonly id: number;
  readonly thread: ThreadState;
  /** Point of the caller's frame where it was called; -1 for the thread's own function. */
  readonly call: number;
  readonly label: string;
  readonly body: () => unknown;
  /** True inside an atomic block. */
  readonly atomic: boolean;
  /** For the first step of an atomic block: whether a step of it has been met. */
  readonly startsAtomic: boolean;
  /** For a thread's own function: how many others it has been started with before. */
  readonly variant: number;
}

/** What is known of one thread across all its frames. */
export interface ThreadState {
  readonly handle: ThreadHandle;
  readonly counters: Map<string, Location>;
  readonly pools: Map<string, Entity[]>;
  readonly spawned: { thread: ThreadHandle; roots: Map<() => unknown, number> }[];
  readonly finished: Map<number, number>;
}

/** What runs a frame's code: makes it the current thread's, and watches its operations. */
export interface Runner extends ThreadObserver {
  inside<T>(f: () => T): T;
  forget(): void;
}

/** Calls a frame's function. Throws a HeddleError unless it is a generator or an operation. */
export function begin(frame: FrameInfo, observer: Runner): Generated {
  const made: unknown = observer.inside(() => frame.body());
  observer.forget();
  const name = frame.label;
  if (made instanceof Operation) return made[Symbol.iterator]() as Generated;
  if (typeof made === "object" && made !== null) {
    if (Symbol.asyncIterator in made || "then" in made) {
      throw new HeddleError(`${name} is async; a thread cannot await`, {
        hint: "write a plain generator function and `yield*` every access to shared state",
      });
    }
    if (Symbol.iterator in made && "next" in made) return made as Generated;
  }
  throw new HeddleError(`${name} returned ${String(made)} instead of running as a generator`, {
    hint: "write `function* () { ... }`, or `() => f()` where f is a generator function",
  });
}

/**
 * Runs a generator on; `first` for its beginning. An error that thread code throws is a finding, so
 * it becomes a `stop` operation; a HeddleError is the user's mistake and passes through.
 */
export function resume(
  generator: Generated,
  observer: Runner,
  first: boolean,
  value: unknown,
): IteratorResult<Operation<unknown>, unknown> {
  const before = enterThread(observer);
  try {
    return first ? generator.next() : generator.next(value);
  } catch (error) {
    return { done: false, value: stopOf(error, observer) };
  } finally {
    enterThread(before);
  }
}

/** The operation that an error thrown by thread code becomes; its thread is the current one. */
function stopOf(error: unknown, observer: Runner): Operation<unknown> {
  if (error instanceof HeddleError) throw error;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stop = new Operation<unknown>({ type: "stop", reason: "error", message, passed: false });
  stop.started = true;
  if (error instanceof Error) stop.stack = error.stack ?? null;
  observer.forget();
  return stop;
}
