/**
 * struct rw_semaphore (include/linux/rwsem.h): many readers or one writer. Entering is an acquire,
 * leaving a release. The kernel lets a waiting writer hold up new readers; here a reader may always
 * pass one, so a read lock taken twice by a thread does not show as a deadlock. Declare one with
 * `s.rwsem(name)`.
 */
import type { Operation, RwSem } from "../index.js";
import { showC } from "./show.js";

/** Sleeps until no writer is inside and enters as a reader. */
export function down_read(sem: RwSem): Operation<void> {
  return sem.downRead().as(`down_read(${sem.name})`);
}

/** Enters as a reader if no writer is inside; returns whether it did. */
export function down_read_trylock(sem: RwSem): Operation<boolean> {
  return sem.tryDownRead().as(`down_read_trylock(${sem.name})`, showC);
}

/** Leaves as a reader. */
export function up_read(sem: RwSem): Operation<void> {
  return sem.upRead().as(`up_read(${sem.name})`);
}

/** Sleeps until nobody is inside and enters as the writer. */
export function down_write(sem: RwSem): Operation<void> {
  return sem.downWrite().as(`down_write(${sem.name})`);
}

/** Enters as the writer if nobody is inside; returns whether it did. */
export function down_write_trylock(sem: RwSem): Operation<boolean> {
  return sem.tryDownWrite().as(`down_write_trylock(${sem.name})`, showC);
}

/** Leaves as the writer. */
export function up_write(sem: RwSem): Operation<void> {
  return sem.upWrite().as(`up_write(${sem.name})`);
}

/** The writer becomes a reader; no other writer can come in between. */
export function downgrade_write(sem: RwSem): Operation<void> {
  return sem.downgrade().as(`downgrade_write(${sem.name})`);
}
