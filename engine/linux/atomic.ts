/** Single accesses with their kernel names (include/linux/atomic.h, include/asm-generic/rwonce.h). */
import { type Operation, type Shared, fence } from "../index.js";
import { showC } from "./show.js";

/** A marked load. */
export function READ_ONCE<T>(x: Shared<T>): Operation<T> {
  return x.read().as(`READ_ONCE(${x.name})`, showC);
}

/** A marked store. */
export function WRITE_ONCE<T>(x: Shared<T>, value: T): Operation<void> {
  return x.write(value).as(`WRITE_ONCE(${x.name}, ${showC(value) ?? "0"})`);
}

/** A load that later accesses of the same thread are ordered after. */
export function smp_load_acquire<T>(x: Shared<T>): Operation<T> {
  return x.read().as(`smp_load_acquire(${x.name})`, showC);
}

/** A store that everything before it in the same thread is ordered before. */
export function smp_store_release<T>(x: Shared<T>, value: T): Operation<void> {
  return x.write(value, "release").as(`smp_store_release(${x.name}, ${showC(value) ?? "0"})`);
}

/** Orders everything before it with everything after it. */
export function smp_mb(): Operation<void> {
  return fence("full").as("smp_mb()");
}

/** Orders stores with stores. */
export function smp_wmb(): Operation<void> {
  return fence("store").as("smp_wmb()");
}

/** Orders loads with loads. */
export function smp_rmb(): Operation<void> {
  return fence("load").as("smp_rmb()");
}

/** The value of a counter; orders nothing. */
export function atomic_read(x: Shared<number>): Operation<number> {
  return x.read().as(`atomic_read(${x.name})`);
}

/** Adds one. Returns nothing, so it orders nothing: it may take effect after later loads. */
export function atomic_inc(x: Shared<number>): Operation<void> {
  return x.apply((n) => n + 1).as(`atomic_inc(${x.name})`);
}

/** Subtracts one; as relaxed as `atomic_inc`. */
export function atomic_dec(x: Shared<number>): Operation<void> {
  return x.apply((n) => n - 1).as(`atomic_dec(${x.name})`);
}

/** Adds one and returns the new value: a full barrier. */
export function atomic_inc_return(x: Shared<number>): Operation<number> {
  return x.modify((n) => ({ next: n + 1, result: n + 1 })).as(`atomic_inc_return(${x.name})`);
}

/** Subtracts one and returns whether zero is left: a full barrier. */
export function atomic_dec_and_test(x: Shared<number>): Operation<boolean> {
  return x
    .modify((n) => ({ next: n - 1, result: n === 1 }))
    .as(`atomic_dec_and_test(${x.name})`, showC);
}

/** Adds one unless the value is negative; returns whether it did. A full barrier if it did. */
export function atomic_inc_unless_negative(x: Shared<number>): Operation<boolean> {
  return x
    .modify<boolean>((n) => (n < 0 ? { result: false } : { next: n + 1, result: true }))
    .as(`atomic_inc_unless_negative(${x.name})`, showC);
}

/** Subtracts one unless the value is positive; returns whether it did. A full barrier if it did. */
export function atomic_dec_unless_positive(x: Shared<number>): Operation<boolean> {
  return x
    .modify<boolean>((n) => (n > 0 ? { result: false } : { next: n - 1, result: true }))
    .as(`atomic_dec_unless_positive(${x.name})`, showC);
}

/** Stores `next` if the value is `expected`; returns the value found. A full barrier on success. */
export function cmpxchg<T>(x: Shared<T>, expected: T, next: T): Operation<T> {
  const label = `cmpxchg(${x.name}, ${showC(expected) ?? "0"}, ${showC(next) ?? "0"})`;
  return x.compareExchange(expected, next).as(label, showC);
}

/** Stores a value and returns the old one: a full barrier. */
export function xchg<T>(x: Shared<T>, value: T): Operation<T> {
  return x.exchange(value).as(`xchg(${x.name}, ${showC(value) ?? "0"})`, showC);
}
