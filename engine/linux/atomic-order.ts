/**
 * Atomic operations whose name says how they are ordered (Documentation/atomic_t.txt). In this
 * model loads stay in order, so `_relaxed` and `_acquire` come to the same: the operation takes
 * effect at once, past the thread's own pending stores. A value-returning `_release` must wait for
 * those stores, which makes it a full barrier here: stronger than the kernel promises.
 */
import type { Operation, RmwOrder, Shared } from "../index.js";
import { showC } from "./show.js";

/** atomic_read_acquire(): later accesses are ordered after it. */
export function atomic_read_acquire(x: Shared<number>): Operation<number> {
  return x.read().as(`atomic_read_acquire(${x.name})`);
}

/** atomic_set_release(): everything before it is visible before it. */
export function atomic_set_release(x: Shared<number>, value: number): Operation<void> {
  return x.write(value, "release").as(`atomic_set_release(${x.name}, ${value})`);
}

type Suffix = "" | "_relaxed" | "_acquire" | "_release";

function orderOf(suffix: Suffix): RmwOrder {
  return suffix === "_relaxed" || suffix === "_acquire" ? "acquire" : "full";
}

function fetchAdd(suffix: Suffix, i: number, x: Shared<number>): Operation<number> {
  return x
    .modify((n) => ({ next: n + i, result: n }), orderOf(suffix))
    .as(`atomic_fetch_add${suffix}(${i}, ${x.name})`);
}

/** Adds and returns the old value; orders nothing. */
export function atomic_fetch_add_relaxed(i: number, x: Shared<number>): Operation<number> {
  return fetchAdd("_relaxed", i, x);
}

/** Adds and returns the old value; later accesses are ordered after it. */
export function atomic_fetch_add_acquire(i: number, x: Shared<number>): Operation<number> {
  return fetchAdd("_acquire", i, x);
}

/** Adds and returns the old value; earlier accesses are ordered before it. */
export function atomic_fetch_add_release(i: number, x: Shared<number>): Operation<number> {
  return fetchAdd("_release", i, x);
}

function compare<T>(suffix: Suffix, x: Shared<T>, expected: T, next: T): Operation<T> {
  const label = `cmpxchg${suffix}(${x.name}, ${showC(expected) ?? "0"}, ${showC(next) ?? "0"})`;
  return x
    .modify<T>(
      (old) => (Object.is(old, expected) ? { next, result: old } : { result: old }),
      orderOf(suffix),
    )
    .as(label, showC);
}

/** Stores `next` if the value is `expected`; returns the value found. A full barrier on success. */
export function cmpxchg<T>(x: Shared<T>, expected: T, next: T): Operation<T> {
  return compare("", x, expected, next);
}

/** As `cmpxchg`, but orders nothing. */
export function cmpxchg_relaxed<T>(x: Shared<T>, expected: T, next: T): Operation<T> {
  return compare("_relaxed", x, expected, next);
}

/** As `cmpxchg`; on success later accesses are ordered after it. */
export function cmpxchg_acquire<T>(x: Shared<T>, expected: T, next: T): Operation<T> {
  return compare("_acquire", x, expected, next);
}

/** As `cmpxchg`; on success earlier accesses are ordered before it. */
export function cmpxchg_release<T>(x: Shared<T>, expected: T, next: T): Operation<T> {
  return compare("_release", x, expected, next);
}

/** As `cmpxchg`, but returns whether it succeeded. */
export function try_cmpxchg<T>(x: Shared<T>, expected: T, next: T): Operation<boolean> {
  const label = `try_cmpxchg(${x.name}, ${showC(expected) ?? "0"}, ${showC(next) ?? "0"})`;
  return x.compareAndSet(expected, next).as(label, showC);
}

function swap<T>(suffix: Suffix, x: Shared<T>, value: T): Operation<T> {
  return x
    .modify<T>((old) => ({ next: value, result: old }), orderOf(suffix))
    .as(`xchg${suffix}(${x.name}, ${showC(value) ?? "0"})`, showC);
}

/** Stores a value and returns the old one: a full barrier. */
export function xchg<T>(x: Shared<T>, value: T): Operation<T> {
  return swap("", x, value);
}

/** As `xchg`, but orders nothing. */
export function xchg_relaxed<T>(x: Shared<T>, value: T): Operation<T> {
  return swap("_relaxed", x, value);
}

/** As `xchg`; later accesses are ordered after it. */
export function xchg_acquire<T>(x: Shared<T>, value: T): Operation<T> {
  return swap("_acquire", x, value);
}

/** As `xchg`; earlier accesses are ordered before it. */
export function xchg_release<T>(x: Shared<T>, value: T): Operation<T> {
  return swap("_release", x, value);
}
