/**
 * seqcount_t and seqlock_t (include/linux/seqlock.h). A writer makes the count odd, writes, and
 * makes it even again; a reader reads the count, the data and the count again, and starts over if
 * the count has changed. A seqcount is a shared number starting at 0; its writers must exclude each
 * other. A seqlock brings the lock that does so: `s.record(seqlock_t, name)`.
 */
import {
  type Operation,
  type RecordOf,
  type Shared,
  type Steps,
  awaitUntil,
  spinlock,
  struct,
} from "../index.js";
import { smp_wmb } from "./barrier.js";
import { showC } from "./show.js";

/** A sequence count with the lock of its writers. */
export const seqlock_t = struct("seqlock", { seqcount: 0, lock: spinlock() });

/** A seqlock. */
export type Seqlock = RecordOf<typeof seqlock_t>;

/**
 * Begins a read section: waits until the count is even (the kernel spins) and returns it. Later
 * loads are ordered after it.
 */
export function read_seqcount_begin(seq: Shared<number>): Operation<number> {
  return awaitUntil(seq, (n) => n % 2 === 0).as(`read_seqcount_begin(${seq.name})`, showC);
}

/**
 * Ends a read section that began with `start`; true if a writer was there meanwhile, and what was
 * read must be thrown away. Earlier loads are ordered before it (loads always are, in this model).
 */
export function read_seqcount_retry(seq: Shared<number>, start: number): Steps<boolean> {
  return changed(seq, start, `read_seqcount_retry(${seq.name}, ${start})`);
}

function* changed(seq: Shared<number>, start: number, label: string): Steps<boolean> {
  const now = yield* seq.read().as(label, (n) => showC(n !== start));
  return now !== start;
}

/** raw_read_seqcount(): the count with its lowest bit cleared, without waiting: odd means retry. */
export function* raw_seqcount_begin(seq: Shared<number>): Steps<number> {
  const now = yield* seq.read().as(`raw_seqcount_begin(${seq.name})`);
  return now - (now % 2);
}

/** Begins a write section: the count becomes odd, then `smp_wmb()`. Plain accesses, not atomic. */
export function* write_seqcount_begin(seq: Shared<number>): Steps {
  yield* increment(seq, "write_seqcount_begin");
  yield* smp_wmb();
}

/** Ends a write section: `smp_wmb()`, then the count becomes even. */
export function* write_seqcount_end(seq: Shared<number>): Steps {
  yield* smp_wmb();
  yield* increment(seq, "write_seqcount_end");
}

function* increment(seq: Shared<number>, caller: string): Steps {
  const old = yield* seq.read().as(`${caller}: read ${seq.name}`);
  yield* seq.write(old + 1).as(`${caller}: ${seq.name} = ${old + 1}`);
}

/** read_seqcount_begin() of a seqlock. */
export function read_seqbegin(sl: Seqlock): Operation<number> {
  return read_seqcount_begin(sl.seqcount).as(`read_seqbegin(${sl.name})`);
}

/** read_seqcount_retry() of a seqlock. */
export function read_seqretry(sl: Seqlock, start: number): Steps<boolean> {
  return changed(sl.seqcount, start, `read_seqretry(${sl.name}, ${start})`);
}

/** Takes the lock and begins a write section. */
export function* write_seqlock(sl: Seqlock): Steps {
  yield* sl.lock.lock().as(`write_seqlock(${sl.name})`);
  yield* write_seqcount_begin(sl.seqcount);
}

/** Ends the write section and gives the lock back. */
export function* write_sequnlock(sl: Seqlock): Steps {
  yield* write_seqcount_end(sl.seqcount);
  yield* sl.lock.unlock().as(`write_sequnlock(${sl.name})`);
}

/** Reads under the lock instead, holding off writers but not readers. */
export function read_seqlock_excl(sl: Seqlock): Operation<void> {
  return sl.lock.lock().as(`read_seqlock_excl(${sl.name})`);
}

/** Ends `read_seqlock_excl`. */
export function read_sequnlock_excl(sl: Seqlock): Operation<void> {
  return sl.lock.unlock().as(`read_sequnlock_excl(${sl.name})`);
}
