/**
 * Atomic operations that happen under a condition (include/linux/atomic/atomic-arch-fallback.h).
 * Each is a full barrier when it changes the value and orders nothing when it does not.
 */
import type { Operation, Shared } from "../index.js";
import { showC } from "./show.js";

/** Adds `i` where `allowed` says so; the result is whether it did. */
function addIf(
  x: Shared<number>,
  i: number,
  label: string,
  allowed: (n: number) => boolean,
): Operation<boolean> {
  return x
    .modify<boolean>((n) => (allowed(n) ? { next: n + i, result: true } : { result: false }))
    .as(label, showC);
}

/** Adds `i` unless the value is `unless`; returns whether it did. */
export function atomic_add_unless(
  x: Shared<number>,
  i: number,
  unless: number,
): Operation<boolean> {
  return addIf(x, i, `atomic_add_unless(${x.name}, ${i}, ${unless})`, (n) => n !== unless);
}

/** Adds `i` unless the value is `unless`; returns the old value either way. */
export function atomic_fetch_add_unless(
  x: Shared<number>,
  i: number,
  unless: number,
): Operation<number> {
  return x
    .modify((n) => (n === unless ? { result: n } : { next: n + i, result: n }))
    .as(`atomic_fetch_add_unless(${x.name}, ${i}, ${unless})`);
}

/** Adds one unless the value is 0; returns whether it did. */
export function atomic_inc_not_zero(x: Shared<number>): Operation<boolean> {
  return addIf(x, 1, `atomic_inc_not_zero(${x.name})`, (n) => n !== 0);
}

/** Adds one unless the value is negative; returns whether it did. */
export function atomic_inc_unless_negative(x: Shared<number>): Operation<boolean> {
  return addIf(x, 1, `atomic_inc_unless_negative(${x.name})`, (n) => n >= 0);
}

/** Subtracts one unless the value is positive; returns whether it did. */
export function atomic_dec_unless_positive(x: Shared<number>): Operation<boolean> {
  return addIf(x, -1, `atomic_dec_unless_positive(${x.name})`, (n) => n <= 0);
}

/**
 * Subtracts one unless that would make the value negative. Returns the old value minus one either
 * way, so it is negative when nothing was done.
 */
export function atomic_dec_if_positive(x: Shared<number>): Operation<number> {
  return x
    .modify((n) => (n > 0 ? { next: n - 1, result: n - 1 } : { result: n - 1 }))
    .as(`atomic_dec_if_positive(${x.name})`);
}
