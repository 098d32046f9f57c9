/**
 * The operations on shared memory, taken once: code in cells that changes `Atomics` later must not
 * get hold of the engine's tables.
 */
export const { add, compareExchange, load, notify, store, sub, wait } = Atomics;

/** Shared memory as 32-bit integers. */
export type SharedInts = Int32Array<SharedArrayBuffer>;

/** Shared memory for `length` 32-bit integers, all zero. */
export function sharedInts(length: number): SharedInts {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}
