import { Location } from "./location.js";
import { Operation, type StepSpec, step, stepSpec } from "./operation.js";
import { requireValue, showValue } from "./value.js";
import type { Value } from "./value.js";

/** Different values whose store is made only once for a location. */
const mostStores = 1024;

/** Order of a store: `release` leaves a store buffer after everything before it. */
export type StoreOrder = "relaxed" | "release";

/**
 * Order of a read-modify-write that returns a value: `acquire` takes effect on memory at once but,
 * under `weak`, leaves the thread's earlier stores to other locations in the buffer.
 */
export type RmwOrder = "full" | "acquire";

/**
 * A shared variable (or a field of a shared record). Each method is one atomic step and is used
 * with `yield*`.
 */
export class Shared<T> extends Location {
  /** @internal Phantom, makes `Shared` invariant in `T`. */
  declare readonly holds: (value: T) => T;
  /** The commonest steps, made once. */
  private reading: StepSpec | null = null;
  private readonly writing: Partial<Record<StoreOrder, Map<T, StepSpec>>> = {};

  /** In a property: the value in memory (not in any store buffer). */
  get now(): T {
    return this.current() as T;
  }

  /** Reads the value. */
  read(): Operation<T> {
    this.reading ??= stepSpec({
      kind: "read",
      label: `read ${this.name}`,
      ordering: "load",
      locations: [this],
      access: ["read"],
      apply: ([old]) => ({ result: old }),
    });
    return new Operation<T>(this.reading);
  }

  /** Writes a value; under `tso` and `weak` it may wait in a store buffer. */
  write(value: T, order: StoreOrder = "relaxed"): Operation<void> {
    const made = this.writing[order] ?? new Map<T, StepSpec>();
    this.writing[order] = made;
    let spec = made.get(value);
    if (spec === undefined) {
      spec = this.storeOf(value, order);
      if (made.size < mostStores) made.set(value, spec);
    }
    return new Operation<void>(spec);
  }

  private storeOf(value: T, order: StoreOrder): StepSpec {
    requireValue(value, `the value written to ${this.name}`);
    const outcome = { writes: [[this, value]] } as const;
    return stepSpec({
      kind: "write",
      label: `${this.name} = ${showValue(value)}`,
      ordering: order === "release" ? "release-store" : "store",
      locations: [this],
      access: ["write"],
      blind: true,
      apply: () => outcome,
    });
  }

  /** Atomically replaces the value by `f(value)` and returns the *old* one: a full barrier. */
  update(f: (old: T) => T): Operation<T> {
    return this.modify((old) => ({ next: f(old), result: old })).as(
      `update ${this.name}`,
      (old) => `${showValue(old)} -> ${showValue(f(old))}`,
    );
  }

  /**
   * Atomically replaces the value by `f(value)` and returns nothing. Such a read-modify-write
   * orders nothing under `weak`: it may sit in the store buffer and take effect, atomically, later.
   */
  apply(f: (old: T) => T, order: StoreOrder = "relaxed"): Operation<void> {
    return step<void>({
      kind: "update",
      label: `update ${this.name}`,
      ordering: order === "release" ? "release-rmw" : "void-rmw",
      locations: [this],
      access: ["write"],
      apply: ([old]) => ({ writes: [[this, this.checked(f(old as T))]] }),
    });
  }

  /**
   * The general atomic read-modify-write: `f` gets the old value and returns the result and,
   * under `next`, the new value; without `next` nothing is written. A full barrier if it writes,
   * unless `order` is `acquire`.
   */
  modify<R>(
    f: (old: T) => { readonly next?: T; readonly result: R },
    order: RmwOrder = "full",
  ): Operation<R> {
    return step<R>({
      kind: "update",
      label: `modify ${this.name}`,
      ordering: `${order}-rmw`,
      locations: [this],
      access: ["write"],
      apply: ([old]) => {
        const change = f(old as T);
        return "next" in change
          ? { result: change.result, writes: [[this, this.checked(change.next as T)]] }
          : { result: change.result };
      },
    });
  }

  /** Writes a value and returns the old one: a full barrier. */
  exchange(value: T): Operation<T> {
    requireValue(value, `the value written to ${this.name}`);
    return this.modify((old) => ({ next: value, result: old })).as(
      `exchange ${this.name}, ${showValue(value)}`,
    );
  }

  /**
   * Writes `next` if the value is `expected`; returns the value found, so it succeeded when that
   * is `expected`. A full barrier on success, a plain read otherwise.
   */
  compareExchange(expected: T, next: T): Operation<T> {
    requireValue(next, `the value written to ${this.name}`);
    return this.modify((old) => (same(old, expected) ? { next, result: old } : { result: old })).as(
      `compareExchange ${this.name}, ${showValue(expected)}, ${showValue(next)}`,
    );
  }

  /** As `compareExchange`, but returns whether it succeeded. */
  compareAndSet(expected: T, next: T): Operation<boolean> {
    requireValue(next, `the value written to ${this.name}`);
    return this.modify<boolean>((old) =>
      same(old, expected) ? { next, result: true } : { result: false },
    ).as(`compareAndSet ${this.name}, ${showValue(expected)}, ${showValue(next)}`);
  }

  private checked(value: T): T {
    requireValue(value, `the value written to ${this.name}`);
    return value;
  }
}

/** Equality of shared values: Object.is, with -0 equal to 0. */
function same(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}

/**
 * A variable that only properties look at (an auxiliary variable). Its steps take effect together
 * with the step before them, in memory, and order nothing. At the beginning of a thread, where there
 * is no step before them, they are one step of their own: what holds from the start is better said
 * by the ghost's initial value.
 */
export class Ghost<T> extends Location {
  /** @internal */
  declare readonly holds: (value: T) => T;

  constructor(slot: number, name: string, initial: Value) {
    super(slot, name, initial, true);
  }

  /** In a property: the value. */
  get now(): T {
    return this.current() as T;
  }

  /** Sets it, as part of the step before. */
  set(value: T): Operation<void> {
    return this.update(() => value);
  }

  /** Replaces it by `f(value)`, as part of the step before. */
  update(f: (old: T) => T): Operation<void> {
    return step<void>({
      kind: "write",
      label: `ghost ${this.name}`,
      ordering: "direct",
      locations: [this],
      access: ["write"],
      fused: true,
      apply: ([old]) => {
        const next = f(old as T);
        requireValue(next, `the value of ${this.name}`);
        return { writes: [[this, next]] };
      },
    });
  }
}

/**
 * Reads a location as part of the step before: what memory holds at that moment, for ghost
 * bookkeeping. It is not an access of the program.
 */
export function observe<T>(x: Shared<T> | Ghost<T>): Operation<T> {
  return step<T>({
    kind: "read",
    label: `observe ${x.name}`,
    ordering: "direct",
    locations: [x],
    access: ["read"],
    fused: true,
    apply: ([old]) => ({ result: old }),
  });
}
