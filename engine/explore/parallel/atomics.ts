/**
 * Shared memory and the operations on it, taken once: where cells run, `SharedArrayBuffer` is
 * removed from the global object afterwards.
 */
export const { add, compareExchange, load, notify, store, sub, wait } = Atomics;

const Memory = globalThis.SharedArrayBuffer as typeof SharedArrayBuffer | undefined;

/** False where there is none, as in a page that is not cross-origin isolated. */
export const hasSharedMemory = Memory !== undefined;

/** Shared memory as 32-bit integers. */
export type SharedInts = Int32Array<SharedArrayBuffer>;

/** Shared memory of so many bytes, all zero. */
export function sharedBytes(length: number): SharedArrayBuffer {
  return new Memory!(length);
}

/** Shared memory for `length` 32-bit integers, all zero. */
export function sharedInts(length: number): SharedInts {
  return new Int32Array(sharedBytes(4 * length));
}
