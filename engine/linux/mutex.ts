/**
 * struct mutex (include/linux/mutex.h): a sleeping lock with an owner. Taking it is an acquire,
 * giving it back a release. Only the owner may unlock it. Declare one with `s.mutex(name)`.
 */
import type { Lock, Operation } from "../index.js";
import { showC } from "./show.js";

/** Sleeps until the mutex is free and takes it. */
export function mutex_lock(lock: Lock): Operation<void> {
  return lock.lock().as(`mutex_lock(${lock.name})`);
}

/** Takes the mutex if it is free; returns whether it did. Never sleeps. */
export function mutex_trylock(lock: Lock): Operation<boolean> {
  return lock.trylock().as(`mutex_trylock(${lock.name})`, showC);
}

/** Gives the mutex back. */
export function mutex_unlock(lock: Lock): Operation<void> {
  return lock.unlock().as(`mutex_unlock(${lock.name})`);
}
