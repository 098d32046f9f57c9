/**
 * struct rw_semaphore (include/linux/rwsem.h, kernel/locking/rwsem.c, v6.11): many readers or one
 * writer. A writer that waits holds up new readers while readers are inside, so a thread that takes
 * a read lock twice can deadlock; once the semaphore is free anyone may take it. Entering and leaving
 * are full barriers in this model, more than the kernel's acquire and release. Declare one with
 * `s.record(rw_semaphore, name)`.
 */
import {
  HeddleError,
  type Operation,
  type RecordOf,
  type Steps,
  type ThreadHandle,
  awaitUntil,
  checkpoint,
  field,
  proc,
  self,
  struct,
} from "../index.js";
import { transition } from "./transition.js";

/** `writer` is the thread inside, `readers` how many are, `waiting` how many writers are queued. */
export const rw_semaphore = struct("rw_semaphore", {
  writer: field<ThreadHandle | null>(null),
  readers: 0,
  waiting: 0,
});

/** A reader-writer semaphore. */
export type RwSemaphore = RecordOf<typeof rw_semaphore>;

/** Sleeps until a reader may enter, and does. */
export const down_read = proc(
  "down_read",
  function* (sem: RwSemaphore): Steps {
    while (!(yield* rwsem_read_trylock(sem))) {
      yield* awaitUntil(
        [sem.writer, sem.readers, sem.waiting],
        (writer, readers, waiting) => writer === null && (readers === 0 || waiting === 0),
      ).as(`schedule()`, null);
      yield* checkpoint();
    }
  },
  (sem) => `down_read(${sem.name})`,
);

/** Enters as a reader unless a writer is inside, or waits for readers inside. */
function rwsem_read_trylock(sem: RwSemaphore): Operation<boolean> {
  return transition(
    "rwsem_read_trylock()",
    function* () {
      if ((yield* sem.writer.read()) !== null) return false;
      const readers = yield* sem.readers.read();
      if (readers > 0 && (yield* sem.waiting.read()) > 0) return false;
      yield* sem.readers.write(readers + 1);
      return true;
    },
    () => null,
  ).remark((entered) => (entered ? null : "must wait"));
}

/** Enters as a reader if no writer is inside or waits; returns whether it did. */
export function down_read_trylock(sem: RwSemaphore): Operation<boolean> {
  return transition(`down_read_trylock(${sem.name})`, function* () {
    if ((yield* sem.writer.read()) !== null || (yield* sem.waiting.read()) > 0) return false;
    yield* sem.readers.apply((n) => n + 1);
    return true;
  });
}

/** Leaves as a reader. */
export function up_read(sem: RwSemaphore): Operation<void> {
  return transition(`up_read(${sem.name})`, function* () {
    const readers = yield* sem.readers.read();
    if (readers === 0) throw notInside(sem, "up_read", "no reader is inside");
    yield* sem.readers.write(readers - 1);
  });
}

/** Sleeps until nobody is inside, and enters as the writer. */
export const down_write = proc(
  "down_write",
  function* (sem: RwSemaphore): Steps {
    if (yield* rwsem_write_trylock(sem, 1)) return;
    do {
      yield* checkpoint();
      yield* awaitUntil(
        [sem.writer, sem.readers],
        (writer, readers) => writer === null && readers === 0,
      ).as("schedule()", null);
    } while (!(yield* rwsem_write_trylock(sem, -1)));
  },
  (sem) => `down_write(${sem.name})`,
);

/** Enters as the writer if nobody is inside; queues (1) on failure or leaves the queue (-1) on success. */
function rwsem_write_trylock(sem: RwSemaphore, queue: 1 | -1): Operation<boolean> {
  const me = self();
  return transition(
    "rwsem_write_trylock()",
    function* () {
      const free = (yield* sem.writer.read()) === null && (yield* sem.readers.read()) === 0;
      if (free) yield* sem.writer.write(me);
      if (free === (queue === -1)) yield* sem.waiting.apply((n) => n + queue);
      return free;
    },
    () => null,
  ).remark((entered) => (entered ? null : "must wait"));
}

/** Enters as the writer if nobody is inside or waits to write; returns whether it did. */
export function down_write_trylock(sem: RwSemaphore): Operation<boolean> {
  const me = self();
  return transition(`down_write_trylock(${sem.name})`, function* () {
    if ((yield* sem.writer.read()) !== null || (yield* sem.readers.read()) > 0) return false;
    if ((yield* sem.waiting.read()) > 0) return false;
    yield* sem.writer.write(me);
    return true;
  });
}

/** Leaves as the writer, which must be the calling thread. */
export function up_write(sem: RwSemaphore): Operation<void> {
  const me = self();
  return transition(`up_write(${sem.name})`, () => leaveWrite(sem, me, "up_write"));
}

/** The writer becomes a reader; no other writer can come in between. */
export function downgrade_write(sem: RwSemaphore): Operation<void> {
  const me = self();
  return transition(`downgrade_write(${sem.name})`, function* () {
    yield* leaveWrite(sem, me, "downgrade_write");
    yield* sem.readers.apply((n) => n + 1);
  });
}

function* leaveWrite(sem: RwSemaphore, me: ThreadHandle, verb: string): Steps {
  const writer = yield* sem.writer.read();
  if (writer !== me) {
    throw notInside(
      sem,
      verb,
      writer === null ? "no writer is inside" : `${writer.name} is inside`,
    );
  }
  yield* sem.writer.write(null);
}

function notInside(sem: RwSemaphore, verb: string, why: string): HeddleError {
  return new HeddleError(`${verb}(${sem.name}): ${why}`, {
    hint: "leave a semaphore once for each time it was entered, in the same thread",
  });
}
