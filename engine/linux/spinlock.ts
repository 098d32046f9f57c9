/**
 * Spinlocks with their kernel names (include/linux/spinlock.h). Taking one is an acquire, giving it
 * back a release; the two together are no full barrier. Interrupts are not modelled: an interrupt
 * handler is a thread like any other, and the variants that disable interrupts differ in name only.
 */
import type { Lock, Operation } from "../index.js";
import { showC } from "./show.js";

/** Waits for the lock and takes it. An acquire, not a full barrier. */
export function spin_lock(lock: Lock): Operation<void> {
  return lock.lock().as(`spin_lock(${lock.name})`);
}

/** Takes the lock if it is free; returns whether it did. An acquire if it did. */
export function spin_trylock(lock: Lock): Operation<boolean> {
  return lock.trylock().as(`spin_trylock(${lock.name})`, showC);
}

/** Gives the lock back. A release. */
export function spin_unlock(lock: Lock): Operation<void> {
  return lock.unlock().as(`spin_unlock(${lock.name})`);
}

/** `spin_lock` with interrupts off. */
export function spin_lock_irq(lock: Lock): Operation<void> {
  return lock.lock().as(`spin_lock_irq(${lock.name})`);
}

/** `spin_unlock` with interrupts on again. */
export function spin_unlock_irq(lock: Lock): Operation<void> {
  return lock.unlock().as(`spin_unlock_irq(${lock.name})`);
}

/** `spin_lock` with interrupts off; the saved flags are left out. */
export function spin_lock_irqsave(lock: Lock): Operation<void> {
  return lock.lock().as(`spin_lock_irqsave(${lock.name})`);
}

/** `spin_unlock` with interrupts as they were. */
export function spin_unlock_irqrestore(lock: Lock): Operation<void> {
  return lock.unlock().as(`spin_unlock_irqrestore(${lock.name})`);
}

/** `spin_lock` with software interrupts off. */
export function spin_lock_bh(lock: Lock): Operation<void> {
  return lock.lock().as(`spin_lock_bh(${lock.name})`);
}

/** `spin_unlock` with software interrupts on again. */
export function spin_unlock_bh(lock: Lock): Operation<void> {
  return lock.unlock().as(`spin_unlock_bh(${lock.name})`);
}
