/**
 * atomic_t (include/linux/atomic.h, Documentation/atomic_t.txt): a shared number. The rule of order
 * is the kernel's: what returns nothing orders nothing and may, under `weak`, take effect after
 * later loads; what returns a value is a full barrier, unless it is conditional and fails. Names
 * with `_relaxed`, `_acquire` and `_release` are in atomic-order.ts, bit operations in bitops.ts.
 */
import type { Operation, Shared } from "../index.js";
import { showC } from "./show.js";

/** The value; orders nothing. */
export function atomic_read(x: Shared<number>): Operation<number> {
  return x.read().as(`atomic_read(${x.name})`);
}

/** Sets the value: a plain store. */
export function atomic_set(x: Shared<number>, value: number): Operation<void> {
  return x.write(value).as(`atomic_set(${x.name}, ${value})`);
}

function relaxed(x: Shared<number>, label: string, f: (old: number) => number): Operation<void> {
  return x.apply(f).as(label);
}

/** Adds; returns nothing, so it orders nothing. */
export function atomic_add(i: number, x: Shared<number>): Operation<void> {
  return relaxed(x, `atomic_add(${i}, ${x.name})`, (n) => n + i);
}

/** Subtracts; orders nothing. */
export function atomic_sub(i: number, x: Shared<number>): Operation<void> {
  return relaxed(x, `atomic_sub(${i}, ${x.name})`, (n) => n - i);
}

/** Adds one. Returns nothing, so it orders nothing: it may take effect after later loads. */
export function atomic_inc(x: Shared<number>): Operation<void> {
  return relaxed(x, `atomic_inc(${x.name})`, (n) => n + 1);
}

/** Subtracts one; as relaxed as `atomic_inc`. */
export function atomic_dec(x: Shared<number>): Operation<void> {
  return relaxed(x, `atomic_dec(${x.name})`, (n) => n - 1);
}

/** Sets bits; orders nothing. */
export function atomic_or(bits: number, x: Shared<number>): Operation<void> {
  return relaxed(x, `atomic_or(${bits}, ${x.name})`, (n) => n | bits);
}

/** Keeps only these bits; orders nothing. */
export function atomic_and(bits: number, x: Shared<number>): Operation<void> {
  return relaxed(x, `atomic_and(${bits}, ${x.name})`, (n) => n & bits);
}

/** Flips bits; orders nothing. */
export function atomic_xor(bits: number, x: Shared<number>): Operation<void> {
  return relaxed(x, `atomic_xor(${bits}, ${x.name})`, (n) => n ^ bits);
}

/** Adds and returns the new value: a full barrier. */
export function atomic_add_return(i: number, x: Shared<number>): Operation<number> {
  return x.modify((n) => ({ next: n + i, result: n + i })).as(`atomic_add_return(${i}, ${x.name})`);
}

/** Subtracts and returns the new value: a full barrier. */
export function atomic_sub_return(i: number, x: Shared<number>): Operation<number> {
  return atomic_add_return(-i, x).as(`atomic_sub_return(${i}, ${x.name})`);
}

/** Adds one and returns the new value: a full barrier. */
export function atomic_inc_return(x: Shared<number>): Operation<number> {
  return atomic_add_return(1, x).as(`atomic_inc_return(${x.name})`);
}

/** Subtracts one and returns the new value: a full barrier. */
export function atomic_dec_return(x: Shared<number>): Operation<number> {
  return atomic_add_return(-1, x).as(`atomic_dec_return(${x.name})`);
}

/** Adds and returns the old value: a full barrier. */
export function atomic_fetch_add(i: number, x: Shared<number>): Operation<number> {
  return x.modify((n) => ({ next: n + i, result: n })).as(`atomic_fetch_add(${i}, ${x.name})`);
}

/** Subtracts and returns the old value: a full barrier. */
export function atomic_fetch_sub(i: number, x: Shared<number>): Operation<number> {
  return atomic_fetch_add(-i, x).as(`atomic_fetch_sub(${i}, ${x.name})`);
}

/** Adds one and returns the old value: a full barrier. */
export function atomic_fetch_inc(x: Shared<number>): Operation<number> {
  return atomic_fetch_add(1, x).as(`atomic_fetch_inc(${x.name})`);
}

/** Subtracts one and returns the old value: a full barrier. */
export function atomic_fetch_dec(x: Shared<number>): Operation<number> {
  return atomic_fetch_add(-1, x).as(`atomic_fetch_dec(${x.name})`);
}

/** Sets bits and returns the old value: a full barrier. */
export function atomic_fetch_or(bits: number, x: Shared<number>): Operation<number> {
  return x.modify((n) => ({ next: n | bits, result: n })).as(`atomic_fetch_or(${bits}, ${x.name})`);
}

/** Keeps only these bits and returns the old value: a full barrier. */
export function atomic_fetch_and(bits: number, x: Shared<number>): Operation<number> {
  return x
    .modify((n) => ({ next: n & bits, result: n }))
    .as(`atomic_fetch_and(${bits}, ${x.name})`);
}

/** Adds and returns whether zero is the new value: a full barrier. */
export function atomic_add_and_test(i: number, x: Shared<number>): Operation<boolean> {
  return x
    .modify((n) => ({ next: n + i, result: n + i === 0 }))
    .as(`atomic_add_and_test(${i}, ${x.name})`, showC);
}

/** Adds one and returns whether zero is the new value: a full barrier. */
export function atomic_inc_and_test(x: Shared<number>): Operation<boolean> {
  return atomic_add_and_test(1, x).as(`atomic_inc_and_test(${x.name})`);
}

/** Subtracts and returns whether zero is left: a full barrier. */
export function atomic_sub_and_test(i: number, x: Shared<number>): Operation<boolean> {
  return atomic_add_and_test(-i, x).as(`atomic_sub_and_test(${i}, ${x.name})`);
}

/** Subtracts one and returns whether zero is left: a full barrier. */
export function atomic_dec_and_test(x: Shared<number>): Operation<boolean> {
  return atomic_add_and_test(-1, x).as(`atomic_dec_and_test(${x.name})`);
}

/** Adds and returns whether the new value is negative: a full barrier. */
export function atomic_add_negative(i: number, x: Shared<number>): Operation<boolean> {
  return x
    .modify((n) => ({ next: n + i, result: n + i < 0 }))
    .as(`atomic_add_negative(${i}, ${x.name})`, showC);
}
