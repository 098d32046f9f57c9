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
  /** How many callbacks have been queued. */
  readonly queued: Shared<number>;
  /** Those that have not run yet, as a set of bits. */
  readonly pending: Shared<number>;

  /** @param threads number of threads that may be readers, by order of declaration */
  constructor(s: Builder, name: string, threads: number) {
    this.name = name;
    const lanes = Array.from({ length: threads }, (_, i) => i);
    this.depth = lanes.map((i) => s.ghost(`${name}.depth[${i}]`, 0));
    this.entered = lanes.map((i) => s.ghost(`${name}.entered[${i}]`, 0));
    this.left = lanes.map((i) => s.shared(`${name}.left[${i}]`, 0));
    this.queued = s.shared(`${name}.queued`, 0);
    this.pending = s.shared(`${name}.pending`, 0);
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
  yield* enterSection(r, "rcu_read_lock()");
}

/**
 * Leaves a read-side section. A grace period that waits for it also waits until everything done
 * inside is visible; apart from that it orders nothing.
 */
export function rcu_read_unlock(r: Rcu): Steps {
  return leaveSection(r, "rcu_read_unlock", "");
}

/** Enters a section as one step of this name; returns how many the thread was in before. */
export function* enterSection(r: Rcu, label: string): Steps<number> {
  const lane = r.lane();
  yield* fence("load").as(label);
  const depth = yield* observe(r.depth[lane]);
  yield* r.depth[lane].set(depth + 1);
  if (depth === 0) yield* r.entered[lane].update((n) => n + 1);
  return depth;
}

/** Leaves a section; the thread fails if it is in none. */
export function* leaveSection(r: Rcu, verb: string, args: string): Steps {
  const lane = r.lane();
  const label = `${verb}(${args})`;
  const depth = yield* observe(r.depth[lane]);
  yield* assert(depth > 0, `${label} without ${verb.replace("unlock", "lock")}()`);
  if (depth > 1) {
    yield* fence("load").as(label);
  } else {
    const entered = yield* observe(r.entered[lane]);
    yield* r.left[lane].write(entered, "release").as(label);
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
 * with that thread. A full barrier in this model, which is more than the kernel promises.
 *
 * @param name of that thread
 */
export function call_rcu(
  r: Rcu,
  callback: () => Steps,
  name = "rcu callback",
): Steps<ThreadHandle<void>> {
  return queueCallback(r, "call_rcu()", callback, name);
}

/** Queues a callback, as one step of this name, and starts its thread. */
export function* queueCallback(
  r: Rcu,
  label: string,
  callback: () => Steps,
  name: string,
): Steps<ThreadHandle<void>> {
  const bit = yield* nextCallback(r, label);
  return yield* spawn(name, function* (): Steps {
    yield* synchronize_rcu(r);
    yield* callback();
    yield* r.pending
      .modify<undefined>((set) => ({ next: set & ~bit, result: undefined }))
      .as("<callback done>", null);
  });
}

/** Callbacks that one scenario may queue: as many as a set of bits has room for. */
const maxCallbacks = 30;

function nextCallback(r: Rcu, label: string): Operation<number> {
  return transition(
    label,
    function* () {
      const number = yield* r.queued.read();
      if (number === maxCallbacks) {
        throw new HeddleError(`more than ${maxCallbacks} callbacks are queued on ${r.name}`, {
          hint: "queue callbacks a limited number of times, not in an endless loop",
        });
      }
      yield* r.queued.write(number + 1);
      yield* r.pending.apply((set) => set | (1 << number));
      return 1 << number;
    },
    () => null,
  );
}

/**
 * rcu_barrier(): waits until all callbacks that have been queued so far have run. Needed before
 * what they use goes away, such as the code of a module; a grace period alone is not enough.
 */
export const rcu_barrier = proc("rcu_barrier", function* (r: Rcu): Steps {
  const queued = yield* transition(
    "<callbacks queued>",
    function* () {
      return yield* r.pending.read();
    },
    () => null,
  );
  if (queued === 0) return;
  yield* awaitUntil(r.pending, (pending) => (pending & queued) === 0).as("<they have run>", null);
});

/** rcu_assign_pointer(): publishes an object; its fields are visible before the pointer. */
export function rcu_assign_pointer<T>(p: Shared<T>, value: T): Operation<void> {
  return p.write(value, "release").as(`rcu_assign_pointer(${p.name}, ${showC(value) ?? "0"})`);
}

/** rcu_dereference(): loads a pointer; what is read through it is ordered after the load. */
export function rcu_dereference<T>(p: Shared<T>): Operation<T> {
  return p.read().as(`rcu_dereference(${p.name})`, showC);
}
