/**
 * Read-copy-update (include/linux/rcupdate.h, Documentation/RCU/whatisRCU.rst). A grace period ends
 * when every read-side section that was open when it began has been left; sections that open later
 * do not hold it up.
 */
import {
  type Builder,
  type Ghost,
  HeddleError,
  type Operation,
  type Shared,
  type Steps,
  type ThreadHandle,
  assert,
  awaitUntil,
  fence,
  observe,
  proc,
  self,
  spawn,
} from "../index.js";
import { smp_mb } from "./barrier.js";
import { showC } from "./show.js";
import { transition } from "./transition.js";

/** The readers of a scenario; make one with `rcu(s)`. */
export class Rcu {
  readonly name: string;
  /** How deeply each thread has nested its sections. */
  readonly depth: readonly Ghost<number>[];
  /** How many outermost sections each thread has entered. */
  readonly entered: readonly Ghost<number>[];
  /** How many of them it has left. */
  readonly left: readonly Shared<number>[];

  /** @param threads number of threads that may be readers, by order of declaration */
  constructor(s: Builder, name: string, threads: number) {
    this.name = name;
    const lanes = Array.from({ length: threads }, (_, i) => i);
    this.depth = lanes.map((i) => s.ghost(`${name}.depth[${i}]`, 0));
    this.entered = lanes.map((i) => s.ghost(`${name}.entered[${i}]`, 0));
    this.left = lanes.map((i) => s.shared(`${name}.left[${i}]`, 0));
  }

  /** In a property: how many threads are in a read-side section. */
  readersInside(): number {
    return this.entered.filter((count, i) => count.now > this.left[i].now).length;
  }

  /** @internal The calling thread's place in the arrays. */
  lane(): number {
    const thread = self();
    if (thread.index < this.depth.length) return thread.index;
    throw new HeddleError(`${thread.name} is thread number ${thread.index + 1}`, {
      hint: `make room for it: rcu(s, { threads: ${thread.index + 1} })`,
    });
  }
}

/** Declares the readers of a scenario; room for 6 threads unless told otherwise. */
export function rcu(
  s: Builder,
  { name = "rcu", threads = 6 }: { readonly name?: string; readonly threads?: number } = {},
): Rcu {
  return new Rcu(s, name, threads);
}

/** Enters a read-side section. Sections nest. Never waits and orders nothing. */
export function* rcu_read_lock(r: Rcu): Steps {
  const lane = r.lane();
  yield* fence("load").as("rcu_read_lock()");
  const depth = yield* observe(r.depth[lane]);
  yield* r.depth[lane].set(depth + 1);
  if (depth === 0) yield* r.entered[lane].update((n) => n + 1);
}

/**
 * Leaves a read-side section. A grace period that waits for it also waits until everything done
 * inside is visible; apart from that it orders nothing.
 */
export function* rcu_read_unlock(r: Rcu): Steps {
  const lane = r.lane();
  const depth = yield* observe(r.depth[lane]);
  yield* assert(depth > 0, "rcu_read_unlock() without rcu_read_lock()");
  if (depth > 1) {
    yield* fence("load").as("rcu_read_unlock()");
  } else {
    const entered = yield* observe(r.entered[lane]);
    yield* r.left[lane].write(entered, "release").as("rcu_read_unlock()");
  }
  yield* r.depth[lane].set(depth - 1);
}

/**
 * synchronize_rcu(): waits for a grace period. A full barrier at both ends. Inside a read-side
 * section it waits for itself: a deadlock.
 */
export const synchronize_rcu = proc("synchronize_rcu", function* (r: Rcu): Steps {
  const readers = yield* transition(
    "<grace period begins>",
    () => readersInside(r),
    (inside) => `${inside.length} inside`,
  );
  if (readers.length === 0) return;
  yield* awaitUntil(
    readers.map(({ lane }) => r.left[lane]),
    (...left: readonly number[]) => left.every((n, i) => n >= readers[i].entered),
  ).as("<grace period ends>", null);
});

/** Who is in a section, and which of its sections that is. The transition is a full barrier. */
function* readersInside(r: Rcu): Steps<{ readonly lane: number; readonly entered: number }[]> {
  yield* smp_mb();
  const inside = [];
  for (const [lane, left] of r.left.entries()) {
    const entered = yield* observe(r.entered[lane]);
    if (entered > (yield* observe(left))) inside.push({ lane, entered });
  }
  return inside;
}

/**
 * call_rcu(): lets a callback run after a grace period, in a thread of its own, and returns at once
 * with that thread, for `join` where the kernel would use rcu_barrier(). A full barrier in this
 * model, which is more than the kernel promises.
 */
export function call_rcu(
  r: Rcu,
  callback: () => Steps,
  name = "rcu callback",
): Operation<ThreadHandle<void>> {
  return spawn(name, function* (): Steps {
    yield* synchronize_rcu(r);
    yield* callback();
  }).as("call_rcu()");
}

/** rcu_assign_pointer(): publishes an object; its fields are visible before the pointer. */
export function rcu_assign_pointer<T>(p: Shared<T>, value: T): Operation<void> {
  return p.write(value, "release").as(`rcu_assign_pointer(${p.name}, ${showC(value) ?? "0"})`);
}

/** rcu_dereference(): loads a pointer; what is read through it is ordered after the load. */
export function rcu_dereference<T>(p: Shared<T>): Operation<T> {
  return p.read().as(`rcu_dereference(${p.name})`, showC);
}
