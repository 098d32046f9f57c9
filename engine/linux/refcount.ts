/**
 * refcount_t and struct kref (include/linux/refcount.h, kref.h): a count of owners that must never
 * come back from zero. Saturation is not modelled; what the kernel warns about fails here.
 */
import { type Operation, type Shared, type Steps, assert } from "../index.js";
import { showC } from "./show.js";

/** The count; orders nothing. */
export function refcount_read(r: Shared<number>): Operation<number> {
  return r.read().as(`refcount_read(${r.name})`);
}

/** Sets the count of an object that nobody else can reach yet. */
export function refcount_set(r: Shared<number>, value: number): Operation<void> {
  return r.write(value).as(`refcount_set(${r.name}, ${value})`);
}

/**
 * Takes a reference for a caller who has one already; orders nothing. On a count of zero the thread
 * fails, with the words of the kernel's warning.
 */
export function* refcount_inc(r: Shared<number>): Steps {
  const old = yield* r
    .modify((n) => ({ next: n + 1, result: n }), "acquire")
    .as(`refcount_inc(${r.name})`, null);
  yield* assert(old > 0, `${r.name}: addition on ${old}; use-after-free`);
}

/**
 * Takes a reference unless the count is zero; returns whether it did. A success orders later stores
 * after it through its control dependency, no more.
 */
export function refcount_inc_not_zero(r: Shared<number>): Operation<boolean> {
  return r
    .modify<boolean>(
      (n) => (n === 0 ? { result: false } : { next: n + 1, result: true }),
      "acquire",
    )
    .as(`refcount_inc_not_zero(${r.name})`, showC);
}

/**
 * Drops a reference; returns whether it was the last. A release, and an acquire when it was the
 * last, so that the one who frees sees what all others did. A full barrier in this model. Without a
 * reference to drop the thread fails.
 */
export function* refcount_dec_and_test(r: Shared<number>): Steps<boolean> {
  const old = yield* r
    .modify((n) => ({ next: n - 1, result: n }))
    .as(`refcount_dec_and_test(${r.name})`, (n) => showC(n === 1));
  yield* assert(old > 0, `${r.name}: underflow; use-after-free`);
  return old === 1;
}

/** Drops a reference that is not the last: a release. On the last one the thread fails. */
export function* refcount_dec(r: Shared<number>): Steps {
  const old = yield* r
    .modify((n) => ({ next: n - 1, result: n }))
    .as(`refcount_dec(${r.name})`, null);
  yield* assert(old > 1, `${r.name}: decrement hit 0; leaking memory`);
}

/** kref_get(): `refcount_inc`. */
export function kref_get(r: Shared<number>): Steps {
  return refcount_inc(r);
}

/** kref_get_unless_zero(): `refcount_inc_not_zero`. */
export function kref_get_unless_zero(r: Shared<number>): Operation<boolean> {
  return refcount_inc_not_zero(r).as(`kref_get_unless_zero(${r.name})`);
}

/** kref_put(): `refcount_dec_and_test`; the caller runs its release function if it returns true. */
export function kref_put(r: Shared<number>): Steps<boolean> {
  return refcount_dec_and_test(r);
}
