/** Spinlocks with their kernel names (include/linux/spinlock.h). */
import type { Lock, Operation } from "../index.js";
import { showC } from "./show.js";

/** Waits for the lock and takes it. An acquire, not a full barrier. */
export function spin_lock(lock: Lock): Operation<void> {
  return lock.lock().as(`spin_lock(${lock.name})`);
}

/** Takes the lock if it is free; returns whether it did. */
export function spin_trylock(lock: Lock): Operation<boolean> {
  return lock.trylock().as(`spin_trylock(${lock.name})`, showC);
}

/** Gives the lock back. A release. */
export function spin_unlock(lock: Lock): Operation<void> {
  return lock.unlock().as(`spin_unlock(${lock.name})`);
}
