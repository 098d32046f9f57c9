/**
 * A scenario: threads, what they share, and what must be true. `scenario()` only records how to
 * build it; every check builds it afresh, so nothing survives from one check to the next.
 */
import { HeddleError } from "./errors.js";
import { Layout } from "./layout.js";
import { type Lock, RwSem, makeLock, mutexType, spinlockType } from "./locks.js";
import { Ghost, Shared } from "./shared.js";
import { silently } from "./silence.js";
import type { Fields, Initial, Struct, StructRecord } from "./struct.js";
import { type ThreadBody, ThreadHandle } from "./thread.js";
import { type Plain, requireValue } from "./value.js";
import { Completion, Condition, WaitQueue } from "./wait.js";

/** The kinds of properties that a scenario declares. */
export type DeclaredKind = "always" | "atEnd" | "reachable" | "eventually";

/** A property that a scenario declares. */
export interface Property {
  readonly name: string;
  readonly kind: DeclaredKind;
  /** Reads shared things through `.now`; depends on nothing else. */
  readonly holds: () => boolean;
}

/** @internal A scenario with everything declared, ready to be explored once. */
export interface Built {
  readonly name: string;
  readonly layout: Layout;
  readonly threads: readonly { readonly handle: ThreadHandle; readonly body: ThreadBody }[];
  readonly properties: readonly Property[];
  readonly outcome: (() => Plain) | null;
}

/** How to build a scenario; pass it to `check`. */
export interface Scenario {
  readonly name: string;
  /** @internal */
  build(): Built;
}

/** Declares the parts of a scenario; the argument of the function given to `scenario`. */
export class Builder {
  private readonly layout = new Layout();
  private readonly threads: { handle: ThreadHandle; body: ThreadBody }[] = [];
  private readonly properties: Property[] = [];
  private outcomeOf: (() => Plain) | null = null;

  /** A shared variable with its initial value. */
  shared<T>(name: string, initial: T): Shared<T> {
    requireValue(initial, `the initial value of ${name}`);
    return this.layout.declare(name, (slot, full) => new Shared<T>(slot, full, initial));
  }

  /** Shared variables `name[0]` .. `name[n-1]`; `initial` is their value or a function of the index. */
  array<T>(name: string, n: number, initial: T | ((index: number) => T)): Shared<T>[] {
    if (!Number.isInteger(n) || n < 0) {
      throw new HeddleError(`array ${name}: the length must be a whole number, not ${String(n)}`);
    }
    return Array.from({ length: n }, (_, i) =>
      this.shared<T>(
        `${name}[${i}]`,
        typeof initial === "function" ? (initial as (index: number) => T)(i) : initial,
      ),
    );
  }

  /** A shared record; `initial` overrides the struct's initial values. */
  record<F extends Fields>(
    kind: Struct<F>,
    name: string,
    initial: Initial<F> = {},
  ): StructRecord<F> {
    return kind.instantiate(name, this.layout.declare, initial);
  }

  /** A variable that only properties look at. */
  ghost<T>(name: string, initial: T): Ghost<T> {
    requireValue(initial, `the initial value of ${name}`);
    return this.layout.declare(name, (slot, full) => new Ghost<T>(slot, full, initial));
  }

  /** A spinlock. Released by a plain store, as on most processors. */
  spinlock(name: string): Lock {
    return makeLock(this.layout.declare, name, spinlockType);
  }

  /** A mutex. */
  mutex(name: string): Lock {
    return makeLock(this.layout.declare, name, mutexType);
  }

  /** A reader-writer semaphore. */
  rwsem(name: string): RwSem {
    return new RwSem(name, this.layout.declare);
  }

  /** A condition variable. */
  condition(name: string): Condition {
    return new Condition(name, this.layout.declare);
  }

  /** A wait queue. */
  waitqueue(name: string): WaitQueue {
    return new WaitQueue(name, this.layout.declare);
  }

  /** A completion. */
  completion(name: string): Completion {
    return new Completion(name, this.layout.declare);
  }

  /** A thread; the order of declaration is the order of lanes. */
  thread<T>(name: string, body: ThreadBody<T>): ThreadHandle<T> {
    if (typeof body !== "function") {
      throw new HeddleError(`thread ${name} has no code`, {
        hint: "pass a generator function: s.thread(name, function* () { ... })",
      });
    }
    const make = (slot: number, index: number) => new ThreadHandle<T>(name, slot, index);
    const handle = this.layout.thread(name, make) as ThreadHandle<T>;
    this.threads.push({ handle, body });
    return handle;
  }

  /** Must be true in every reachable state. */
  always(name: string, holds: () => boolean): void {
    this.property("always", name, holds);
  }

  /** Must be true in every final state: all threads have returned. */
  atEnd(name: string, holds: () => boolean): void {
    this.property("atEnd", name, holds);
  }

  /** Must be true in some reachable state; the check shows the simplest way there. */
  reachable(name: string, holds: () => boolean): void {
    this.property("reachable", name, holds);
  }

  /** Must become true in every run in which no thread that can go on is ignored for ever. */
  eventually(name: string, holds: () => boolean): void {
    this.property("eventually", name, holds);
  }

  /** What the outcome histogram counts in final states; by default the threads' results. */
  outcome(of: () => Plain): void {
    this.outcomeOf = of;
  }

  private property(kind: Property["kind"], name: string, holds: () => boolean): void {
    if (this.properties.some((p) => p.name === name)) {
      throw new HeddleError(`two properties are called "${name}"`, {
        hint: "give each its own name: verdicts and expectations refer to it",
      });
    }
    this.properties.push({ kind, name, holds });
  }

  /** @internal */
  built(name: string): Built {
    const { layout, threads, properties, outcomeOf } = this;
    if (threads.length === 0) {
      throw new HeddleError(`scenario "${name}" has no thread`, {
        hint: "add one with s.thread(name, function* () { ... })",
      });
    }
    return { name, layout, threads, properties, outcome: outcomeOf };
  }
}

/**
 * Declares a scenario. `declare` runs several times for each check and must be deterministic; a
 * notebook shows what it prints the first time.
 */
export function scenario(name: string, declare: (s: Builder) => void): Scenario {
  let isFirst = true;
  return {
    name,
    build() {
      const builder = new Builder();
      const result: unknown = isFirst ? declare(builder) : silently(() => declare(builder));
      isFirst = false;
      if (result instanceof Promise || typeof (result as { then?: unknown })?.then === "function") {
        throw new HeddleError(`scenario "${name}" is built by an async function`, {
          hint: "declare threads and properties synchronously; await belongs around check(...)",
        });
      }
      return builder.built(name);
    },
  };
}
