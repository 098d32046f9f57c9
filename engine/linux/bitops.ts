/**
 * Single bits of a shared number (include/asm-generic/bitops, Documentation/atomic_bitops.txt), and
 * the locks made of them (include/linux/bit_spinlock.h, wait_bit.h).
 */
import { type Operation, type Shared, type Steps, awaitUntil, checkpoint, proc } from "../index.js";
import { smp_mb__after_atomic } from "./barrier.js";
import type { Task } from "./kthread.js";
import { showC } from "./show.js";
import { type WaitQueueHead, wait_event, waitqueue_active, wake_up } from "./wait.js";

/** Whether a bit is set: a plain load. */
export function* test_bit(nr: number, word: Shared<number>): Steps<boolean> {
  const value = yield* word.read().as(`test_bit(${nr}, ${word.name})`, (n) => showC(isSet(n, nr)));
  return isSet(value, nr);
}

/** Sets a bit; orders nothing. */
export function set_bit(nr: number, word: Shared<number>): Operation<void> {
  return word.apply((n) => n | (1 << nr)).as(`set_bit(${nr}, ${word.name})`);
}

/** Clears a bit; orders nothing. */
export function clear_bit(nr: number, word: Shared<number>): Operation<void> {
  return word.apply((n) => n & ~(1 << nr)).as(`clear_bit(${nr}, ${word.name})`);
}

/** Clears a bit; everything before it is visible before it. */
export function clear_bit_unlock(nr: number, word: Shared<number>): Operation<void> {
  return word.apply((n) => n & ~(1 << nr), "release").as(`clear_bit_unlock(${nr}, ${word.name})`);
}

/** Sets a bit and returns whether it was set: a full barrier. */
export function test_and_set_bit(nr: number, word: Shared<number>): Operation<boolean> {
  return word
    .modify((n) => ({ next: n | (1 << nr), result: isSet(n, nr) }))
    .as(`test_and_set_bit(${nr}, ${word.name})`, showC);
}

/** Clears a bit and returns whether it was set: a full barrier. */
export function test_and_clear_bit(nr: number, word: Shared<number>): Operation<boolean> {
  return word
    .modify((n) => ({ next: n & ~(1 << nr), result: isSet(n, nr) }))
    .as(`test_and_clear_bit(${nr}, ${word.name})`, showC);
}

/** Sets a bit and returns whether it was set; an acquire if it was not. */
export function test_and_set_bit_lock(nr: number, word: Shared<number>): Operation<boolean> {
  return word
    .modify<boolean>(
      (n) => (isSet(n, nr) ? { result: true } : { next: n | (1 << nr), result: false }),
      "acquire",
    )
    .as(`test_and_set_bit_lock(${nr}, ${word.name})`, showC);
}

/** Spins until the bit could be set by us. An acquire. */
export const bit_spin_lock = proc(
  "bit_spin_lock",
  function* (nr: number, word: Shared<number>): Steps {
    while (yield* test_and_set_bit_lock(nr, word)) {
      yield* awaitUntil(word, (n) => !isSet(n, nr)).as(
        `while (test_bit(${nr}, ${word.name}))`,
        null,
      );
      yield* checkpoint();
    }
  },
  (nr, word) => `bit_spin_lock(${nr}, ${word.name})`,
);

/** Sets the bit if it is clear; returns whether it did, that is, whether we hold the lock now. */
export function bit_spin_trylock(nr: number, word: Shared<number>): Operation<boolean> {
  return word
    .modify<boolean>(
      (n) => (isSet(n, nr) ? { result: false } : { next: n | (1 << nr), result: true }),
      "acquire",
    )
    .as(`bit_spin_trylock(${nr}, ${word.name})`, showC);
}

/** Gives the lock back. A release. */
export function bit_spin_unlock(nr: number, word: Shared<number>): Operation<void> {
  return clear_bit_unlock(nr, word).as(`bit_spin_unlock(${nr}, ${word.name})`);
}

/**
 * Sleeps until a bit is clear.
 *
 * @param wq the queue that `wake_up_bit` will look at; the kernel finds it by hashing the address
 */
export function wait_on_bit(
  word: Shared<number>,
  nr: number,
  wq: WaitQueueHead,
  current: Task,
): Operation<void> {
  return wait_event(wq, current, function* () {
    return !(yield* test_bit(nr, word));
  }).as(`wait_on_bit(${word.name}, ${nr})`);
}

/**
 * Wakes those who wait for a bit, if anyone does: it looks with `waitqueue_active`, so the caller
 * needs `smp_mb__after_atomic()` between clearing the bit and calling it.
 */
export function* wake_up_bit(wq: WaitQueueHead): Steps {
  if ((yield* waitqueue_active(wq)) !== null) yield* wake_up(wq);
}

/** clear_and_wake_up_bit(): the whole sequence, with its barrier. */
export function* clear_and_wake_up_bit(nr: number, word: Shared<number>, wq: WaitQueueHead): Steps {
  yield* clear_bit_unlock(nr, word);
  yield* smp_mb__after_atomic();
  yield* wake_up_bit(wq);
}

function isSet(value: number, nr: number): boolean {
  return (value & (1 << nr)) !== 0;
}
