/**
 * refcount_t and struct kref (include/linux/refcount.h, kref.h): a count of owners that must never
 * come back from zero. Saturation is not modelled; what the kernel warns about is an error here.
 */
import { HeddleError, type Operation, type Shared } from "../index.js";
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
 * Takes a reference for a caller who has one already; orders nothing. A count of zero makes the
 * thread fail with an error ("refcount_t: addition on 0; use-after-free" in the kernel).
 */
export function refcount_inc(r: Shared<number>): Operation<void> {
  return r
    .apply((n) => {
      if (n <= 0)
        throw badCount(`refcount_inc(${r.name})`, n, "take it with refcount_inc_not_zero");
      return n + 1;
    })
    .as(`refcount_inc(${r.name})`);
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
 * last, so that the one who frees sees what all others did. A full barrier in this model.
 */
export function refcount_dec_and_test(r: Shared<number>): Operation<boolean> {
  return r
    .modify<boolean>((n) => {
      if (n <= 0) throw badCount(`refcount_dec_and_test(${r.name})`, n, "drop each reference once");
      return { next: n - 1, result: n === 1 };
    })
    .as(`refcount_dec_and_test(${r.name})`, showC);
}

/** Drops a reference that is not the last: a release. The last one makes the thread fail. */
export function refcount_dec(r: Shared<number>): Operation<void> {
  return r
    .apply((n) => {
      if (n <= 1) throw badCount(`refcount_dec(${r.name})`, n, "use refcount_dec_and_test");
      return n - 1;
    }, "release")
    .as(`refcount_dec(${r.name})`);
}

/** kref_get(): `refcount_inc`. */
export function kref_get(r: Shared<number>): Operation<void> {
  return refcount_inc(r).as(`kref_get(${r.name})`);
}

/** kref_get_unless_zero(): `refcount_inc_not_zero`. */
export function kref_get_unless_zero(r: Shared<number>): Operation<boolean> {
  return refcount_inc_not_zero(r).as(`kref_get_unless_zero(${r.name})`);
}

/** kref_put(): `refcount_dec_and_test`; the caller runs its release function if it returns true. */
export function kref_put(r: Shared<number>): Operation<boolean> {
  return refcount_dec_and_test(r).as(`kref_put(${r.name})`);
}

function badCount(what: string, count: number, hint: string): HeddleError {
  return new HeddleError(`${what} while the count is ${count}`, { hint });
}
