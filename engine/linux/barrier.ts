/**
 * Single accesses and barriers with their kernel names (include/asm-generic/rwonce.h and barrier.h,
 * Documentation/memory-barriers.txt).
 */
import { type Operation, type Shared, type Steps, awaitUntil, fence } from "../index.js";
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

/** Waits (in the kernel: spins) until the condition holds; later accesses are ordered after it. */
export function smp_cond_load_acquire<T>(
  x: Shared<T>,
  condition: (value: T) => boolean,
): Operation<T> {
  return awaitUntil(x, condition).as(`smp_cond_load_acquire(${x.name})`, showC);
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

/** A full barrier for use before an atomic operation that orders nothing, such as `atomic_inc`. */
export function smp_mb__before_atomic(): Operation<void> {
  return fence("full").as("smp_mb__before_atomic()");
}

/** A full barrier for use after an atomic operation that orders nothing, such as `clear_bit`. */
export function smp_mb__after_atomic(): Operation<void> {
  return fence("full").as("smp_mb__after_atomic()");
}

/** Turns the acquire of the `spin_lock` just before it into a full barrier. */
export function smp_mb__after_spinlock(): Operation<void> {
  return fence("full").as("smp_mb__after_spinlock()");
}

/** smp_store_mb(): a store, then a full barrier. */
export function* smp_store_mb<T>(x: Shared<T>, value: T): Steps {
  yield* WRITE_ONCE(x, value);
  yield* smp_mb();
}
