import { HeddleError } from "./errors.js";
import { type Operation, type Steps, step } from "./operation.js";
import { atomic, proc } from "./control.js";
import { type Lock, self } from "./locks.js";
import { Shared } from "./shared.js";
import type { Declare } from "./struct.js";
import type { ThreadHandle } from "./thread.js";

/**
 * A queue of sleeping threads, as the kernel's wait queues: a thread first queues itself, then
 * looks at its condition, then sleeps. A wake-up before it has queued itself is lost.
 */
export class WaitQueue {
  readonly name: string;
  /** Sleepers as a set of lanes (bit i: thread i). */
  readonly sleepers: Shared<number>;

  /** @internal */
  constructor(name: string, declare: Declare) {
    this.name = name;
    this.sleepers = declare(name, (slot, full) => new Shared<number>(slot, full, 0));
  }

  /** Queues the thread: from here on a wake-up reaches it. A full barrier. */
  prepare(): Operation<void> {
    const bit = laneBit(self());
    return this.change(`prepare_to_wait(${this.name})`, (set) => set | bit);
  }

  /** Sleeps until woken; returns at once when woken since `prepare`. */
  sleep(): Operation<void> {
    const bit = laneBit(self());
    return step<void>({
      kind: "await",
      label: `sleep(${this.name})`,
      ordering: "load",
      locations: [this.sleepers],
      access: ["read"],
      blocking: true,
      apply: ([set]) => (((set as number) & bit) === 0 ? {} : null),
      waitsFor: () => `a wake-up of ${this.name}`,
    });
  }

  /** Leaves the queue. */
  finish(): Operation<void> {
    const bit = laneBit(self());
    return this.change(`finish_wait(${this.name})`, (set) => set & ~bit);
  }

  /** Wakes every sleeper. */
  wakeAll(): Operation<void> {
    return this.change(`wake_up_all(${this.name})`, () => 0);
  }

  /** Wakes one sleeper (any of them: all choices are explored) if there is one. */
  wakeOne(): Operation<void> {
    return step<void>({
      kind: "update",
      label: `wake_up(${this.name})`,
      ordering: "full-rmw",
      locations: [this.sleepers],
      access: ["write"],
      alternatives: maxLanes,
      apply: ([value], alternative) => {
        const set = value as number;
        if (set === 0) return alternative === 0 ? {} : null;
        const bit = nthBit(set, alternative);
        return bit === 0 ? null : { writes: [[this.sleepers, set & ~bit]] };
      },
    });
  }

  private change(label: string, f: (set: number) => number): Operation<void> {
    return this.sleepers
      .modify<undefined>((set) =>
        f(set) === set ? { result: undefined } : { next: f(set), result: undefined },
      )
      .as(label);
  }
}

/**
 * A condition variable, used with a lock that the caller holds. Nobody wakes unasked: to allow for
 * the spurious wake-ups of POSIX, let another thread signal.
 */
export class Condition {
  readonly name: string;
  private readonly queue: WaitQueue;

  /** @internal */
  constructor(name: string, declare: Declare) {
    this.name = name;
    this.queue = new WaitQueue(name, declare);
  }

  /** Releases the lock and sleeps, in one step; takes the lock again once signalled. */
  wait(lock: Lock): Operation<void> {
    const queue = this.queue;
    return proc(`wait(${this.name}, ${lock.name})`, function* (): Steps {
      yield* atomic(`unlock(${lock.name}), sleep`, function* () {
        yield* lock.unlock();
        yield* queue.prepare();
      });
      yield* queue.sleep();
      yield* lock.lock();
    })();
  }

  /** Wakes one waiter (any of them: all choices are explored) if there is one. */
  signal(): Operation<void> {
    return this.queue.wakeOne().as(`signal(${this.name})`);
  }

  /** Wakes all waiters. */
  broadcast(): Operation<void> {
    return this.queue.wakeAll().as(`broadcast(${this.name})`);
  }
}

/** A completion, as the kernel's: counts `complete` calls that nobody has waited for yet. */
export class Completion {
  readonly name: string;
  /** Number of waits that will pass; Infinity after `completeAll`. */
  readonly done: Shared<number>;

  /** @internal */
  constructor(name: string, declare: Declare) {
    this.name = name;
    this.done = declare(name, (slot, full) => new Shared<number>(slot, full, 0));
  }

  /** Waits for one completion and uses it up. */
  wait(): Operation<void> {
    return step<void>({
      kind: "await",
      label: `wait_for_completion(${this.name})`,
      ordering: "acquire-rmw",
      locations: [this.done],
      access: ["write"],
      blocking: true,
      apply: ([done]) =>
        done === 0
          ? null
          : done === Infinity
            ? {}
            : { writes: [[this.done, (done as number) - 1]] },
      waitsFor: () => `${this.name} to be completed`,
    });
  }

  /** Lets one waiter pass, now or later. */
  complete(): Operation<void> {
    return this.done.apply((n) => n + 1, "release").as(`complete(${this.name})`);
  }

  /** Lets all waiters pass, now and for ever. */
  completeAll(): Operation<void> {
    return this.done.apply(() => Infinity, "release").as(`complete_all(${this.name})`);
  }
}

const maxLanes = 31;

function laneBit(thread: ThreadHandle): number {
  if (thread.index >= maxLanes) {
    throw new HeddleError(
      `thread ${thread.name} cannot sleep: it is not among the first ${maxLanes}`,
      {
        hint: "declare the threads that sleep first",
      },
    );
  }
  return 1 << thread.index;
}

/** The n-th lowest set bit, or 0. */
function nthBit(set: number, n: number): number {
  let rest = set;
  for (let i = 0; i < n; i++) rest &= rest - 1;
  return rest & -rest;
}
