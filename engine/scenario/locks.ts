import { currentThread } from "./context.js";
import { HeddleError } from "./errors.js";
import type { Location } from "./location.js";
import { type Operation, type StepSpec, step } from "./operation.js";
import { Shared } from "./shared.js";
import type { Declare, FieldType } from "./struct.js";
import { ThreadHandle } from "./thread.js";

/** A lock that one thread holds at a time: spinlock or mutex. Blocking, not recursive. */
export class Lock {
  readonly name: string;
  /** The holder, or null. In properties: `lock.owner.now`. */
  readonly owner: Shared<ThreadHandle | null>;
  /** @internal A spinlock is released by a plain store, a mutex by an atomic operation. */
  private readonly release: StepSpec["ordering"];
  private readonly verbs: LockVerbs;

  /** @internal */
  constructor(name: string, owner: Shared<ThreadHandle | null>, type: LockType) {
    this.name = name;
    this.owner = owner;
    this.verbs = type.verbs;
    this.release = type.release;
  }

  /** Waits until the lock is free and takes it. An acquire operation. */
  lock(): Operation<void> {
    const me = self();
    return step<void>({
      kind: "lock",
      label: `${this.verbs.lock}(${this.name})`,
      ordering: "acquire-rmw",
      locations: [this.owner],
      access: ["write"],
      blocking: true,
      apply: ([owner]) => (owner === null ? { writes: [[this.owner, me]] } : null),
      waitsFor: ([owner]) => heldBy(this.name, owner),
      holds: { lock: this.name, change: 1 },
    });
  }

  /** Takes the lock if it is free; returns whether it did. Never waits. */
  trylock(): Operation<boolean> {
    const me = self();
    return step<boolean>({
      kind: "trylock",
      label: `${this.verbs.trylock}(${this.name})`,
      ordering: "acquire-rmw",
      locations: [this.owner],
      access: ["write"],
      apply: ([owner]) =>
        owner === null ? { result: true, writes: [[this.owner, me]] } : { result: false },
      holds: { lock: this.name, change: 1 },
    });
  }

  /** Releases the lock, which the calling thread must hold. A release operation. */
  unlock(): Operation<void> {
    const me = self();
    return step<void>({
      kind: "unlock",
      label: `${this.verbs.unlock}(${this.name})`,
      ordering: this.release,
      locations: [this.owner],
      access: ["write"],
      apply: ([owner]) => {
        if (owner !== me) throw notHeld(this.name, me, owner);
        return { writes: [[this.owner, null]] };
      },
      holds: { lock: this.name, change: -1 },
    });
  }

  toString(): string {
    return this.name;
  }
}

interface LockVerbs {
  readonly lock: string;
  readonly trylock: string;
  readonly unlock: string;
}

interface LockType {
  readonly verbs: LockVerbs;
  readonly release: StepSpec["ordering"];
}

const plainVerbs: LockVerbs = { lock: "lock", trylock: "trylock", unlock: "unlock" };

/** @internal */
export const spinlockType: LockType = { verbs: plainVerbs, release: "release-store" };
/** @internal */
export const mutexType: LockType = { verbs: plainVerbs, release: "release-rmw" };

/** @internal Declares a lock under a name. */
export function makeLock(declare: Declare, name: string, type: LockType): Lock {
  const owner = declare(name, (slot, full) => new Shared<ThreadHandle | null>(slot, full, null));
  return new Lock(name, owner, type);
}

/**
 * Reader-writer semaphore: many readers or one writer. Readers commute, so they cost the search
 * nothing. Writers are not preferred: a reader may enter while a writer waits.
 */
export class RwSem {
  readonly name: string;
  /** The writer, or null. */
  readonly writer: Shared<ThreadHandle | null>;
  /** Number of readers inside. */
  readonly readers: Shared<number>;

  /** @internal */
  constructor(name: string, declare: Declare) {
    this.name = name;
    this.writer = declare(
      `${name}.writer`,
      (slot, full) => new Shared<ThreadHandle | null>(slot, full, null),
    );
    this.readers = declare(`${name}.readers`, (slot, full) => new Shared<number>(slot, full, 0));
  }

  /** Waits until no writer is inside and enters as a reader. */
  downRead(): Operation<void> {
    return this.enterRead<void>("lock", "down_read", null);
  }

  /** Enters as a reader if no writer is inside; returns whether it did. */
  tryDownRead(): Operation<boolean> {
    return this.enterRead<boolean>("trylock", "down_read_trylock", { result: false });
  }

  /** Leaves as a reader. */
  upRead(): Operation<void> {
    const { me, mine } = this.reader();
    return step<void>({
      kind: "unlock",
      label: `up_read(${this.name})`,
      ordering: "release-rmw",
      locations: [this.readers, mine],
      access: ["commute", "write"],
      apply: ([readers, own]) => {
        if (own === 0) throw notHeld(`${this.name} (read)`, me, null);
        return {
          writes: [
            [this.readers, (readers as number) - 1],
            [mine, (own as number) - 1],
          ],
        };
      },
      holds: { lock: this.name, change: -1 },
    });
  }

  /** Waits until nobody is inside and enters as the writer. */
  downWrite(): Operation<void> {
    return this.enterWrite<void>("lock", "down_write", null);
  }

  /** Enters as the writer if nobody is inside; returns whether it did. */
  tryDownWrite(): Operation<boolean> {
    return this.enterWrite<boolean>("trylock", "down_write_trylock", { result: false });
  }

  /** Leaves as the writer. */
  upWrite(): Operation<void> {
    return this.leaveWrite("up_write", 0);
  }

  /** The writer becomes a reader, without a moment in between. */
  downgrade(): Operation<void> {
    return this.leaveWrite("downgrade_write", 1);
  }

  private enterRead<T>(
    kind: "lock" | "trylock",
    verb: string,
    busy: { readonly result: boolean } | null,
  ): Operation<T> {
    const { mine } = this.reader();
    return step<T>({
      kind,
      label: `${verb}(${this.name})`,
      ordering: "acquire-rmw",
      locations: [this.writer, this.readers, mine],
      access: ["read", "commute", "write"],
      blocking: busy === null,
      apply: ([writer, readers, own]) =>
        writer !== null
          ? busy
          : {
              result: busy === null ? undefined : true,
              writes: [
                [this.readers, (readers as number) + 1],
                [mine, (own as number) + 1],
              ],
            },
      waitsFor: ([writer]) => heldBy(this.name, writer),
      holds: { lock: this.name, change: 1 },
    });
  }

  private enterWrite<T>(
    kind: "lock" | "trylock",
    verb: string,
    busy: { readonly result: boolean } | null,
  ): Operation<T> {
    const me = self();
    return step<T>({
      kind,
      label: `${verb}(${this.name})`,
      ordering: "acquire-rmw",
      locations: [this.writer, this.readers],
      access: ["write", "read"],
      blocking: busy === null,
      apply: ([writer, readers]) =>
        writer !== null || readers !== 0
          ? busy
          : { result: busy === null ? undefined : true, writes: [[this.writer, me]] },
      waitsFor: ([writer, readers]) =>
        writer === null
          ? `${this.name}, held by ${String(readers)} reader${readers === 1 ? "" : "s"}`
          : heldBy(this.name, writer),
      holds: { lock: this.name, change: 1 },
    });
  }

  private leaveWrite(verb: string, readers: 0 | 1): Operation<void> {
    const { me, mine } = this.reader();
    return step<void>({
      kind: "unlock",
      label: `${verb}(${this.name})`,
      ordering: "release-rmw",
      locations: [this.writer, this.readers, mine],
      access: ["write", "commute", "write"],
      apply: ([writer, inside, own]) => {
        if (writer !== me) throw notHeld(`${this.name} (write)`, me, writer);
        const writes: [Location, unknown][] = [[this.writer, null]];
        if (readers === 1) {
          writes.push([this.readers, (inside as number) + 1], [mine, (own as number) + 1]);
        }
        return { writes };
      },
      ...(readers === 0 ? { holds: { lock: this.name, change: -1 as const } } : {}),
    });
  }

  private reader(): { me: ThreadHandle; mine: Location } {
    const me = self();
    const mine = currentThread()!.counter(`${this.name} held for read by ${me.name}`);
    return { me, mine };
  }

  toString(): string {
    return this.name;
  }
}

/** A struct field that is a spinlock. */
export function spinlock(): FieldType<Lock> {
  return { make: (declare, name) => makeLock(declare, name, spinlockType) };
}

/** A struct field that is a mutex. */
export function mutex(): FieldType<Lock> {
  return { make: (declare, name) => makeLock(declare, name, mutexType) };
}

/** A struct field that is a reader-writer semaphore. */
export function rwsem(): FieldType<RwSem> {
  return { make: (declare, name) => new RwSem(name, declare) };
}

/** The running thread. Throws outside a thread. */
export function self(): ThreadHandle {
  const thread = currentThread();
  if (thread === null) {
    throw new HeddleError("a lock used outside a thread", {
      hint: "operations mean something only inside a thread function",
    });
  }
  return thread.thread;
}

function heldBy(name: string, owner: unknown): string {
  return owner instanceof ThreadHandle ? `${name}, held by ${owner.name}` : name;
}

function notHeld(lock: string, me: ThreadHandle, owner: unknown): HeddleError {
  const holder = owner instanceof ThreadHandle ? `${owner.name} holds it` : "nobody holds it";
  return new HeddleError(`thread ${me.name} unlocks ${lock}, which it does not hold (${holder})`, {
    hint: "unlock only what the same thread has locked, once",
  });
}
