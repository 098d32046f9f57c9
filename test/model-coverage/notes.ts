/** Notes which sites of the model are reached: what the calls that `withNotes` inserts go to. */
import type { Operation } from "../../engine/scenario/operation.js";

/** The truth values that a site has returned. */
export interface Reached {
  readonly true: boolean;
  readonly false: boolean;
}

const reached = new Map<number, Reached>();

function note(site: number, result: unknown): void {
  const before = reached.get(site) ?? { true: false, false: false };
  reached.set(site, {
    true: before.true || result === true,
    false: before.false || result === false,
  });
}

/**
 * Stands around a `yield*`. A thread goes on from there only when the search has made the step, so
 * being called is being reached.
 */
export function $yielded<T>(site: number, result: T): T {
  note(site, result);
  return result;
}

/** Stands around an operation that a function returns; notes when it has taken place. */
export function $made<T>(site: number, operation: Operation<T>): Operation<T> {
  const next = operation.next.bind(operation);
  operation.next = (value) => {
    const at = next(value);
    if (at.done === true) note(site, at.value);
    return at;
  };
  return operation;
}

/** What has been reached so far, by number of the site. */
export function reachedSites(): ReadonlyMap<number, Reached> {
  return reached;
}
