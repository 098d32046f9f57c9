/**
 * Sleepable RCU (include/linux/srcu.h, kernel/rcu/srcutree.c, v6.11): read-side sections that may
 * sleep, each in a domain of its own. A grace period waits for the readers of its domain only.
 * Entering and leaving are full barriers. Sections of one thread that overlap count as one.
 */
import type { Builder, Operation, Steps, ThreadHandle } from "../index.js";
import { smp_mb } from "./barrier.js";
import {
  Rcu,
  enterSection,
  leaveSection,
  queueCallback,
  rcu_barrier,
  synchronize_rcu,
} from "./rcu.js";

/** A domain; make one with `srcu_struct(s)`. */
export class Srcu {
  readonly name: string;
  /** @internal */
  readonly readers: Rcu;

  constructor(readers: Rcu) {
    this.name = readers.name;
    this.readers = readers;
  }

  /** In a property: how many threads are in a read-side section of this domain. */
  readersInside(): number {
    return this.readers.readersInside();
  }
}

/** DEFINE_SRCU(): declares a domain; room for 6 threads unless told otherwise. */
export function srcu_struct(
  s: Builder,
  { name = "srcu", threads = 6 }: { readonly name?: string; readonly threads?: number } = {},
): Srcu {
  return new Srcu(new Rcu(s, name, threads));
}

/** Enters a read-side section and returns an index for `srcu_read_unlock`. Never waits. */
export function* srcu_read_lock(ssp: Srcu): Steps<number> {
  const index = yield* enterSection(ssp.readers, `srcu_read_lock(${ssp.name})`);
  yield* smp_mb();
  return index;
}

/** Leaves the read-side section that returned this index. */
export function* srcu_read_unlock(ssp: Srcu, index: number): Steps {
  yield* smp_mb();
  yield* leaveSection(ssp.readers, "srcu_read_unlock", `${ssp.name}, ${index}`);
}

/** Waits until every section of the domain that was open has been left. A full barrier. */
export function synchronize_srcu(ssp: Srcu): Operation<void> {
  return synchronize_rcu(ssp.readers).as(`synchronize_srcu(${ssp.name})`);
}

/** Lets a callback run after a grace period of the domain, in a thread of its own. */
export function call_srcu(
  ssp: Srcu,
  callback: () => Steps,
  name = "srcu callback",
): Steps<ThreadHandle<void>> {
  return queueCallback(ssp.readers, `call_srcu(${ssp.name})`, callback, name);
}

/** Waits until all callbacks queued by `call_srcu` so far have run. */
export function srcu_barrier(ssp: Srcu): Operation<void> {
  return rcu_barrier(ssp.readers).as(`srcu_barrier(${ssp.name})`);
}
