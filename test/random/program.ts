/**
 * Random programs as data. Values are small integers (arithmetic modulo 3), every thread has two
 * local variables `a` and `b`, both 0 at first. Locations and locks are named by index, taken
 * modulo what the program declares, so that every tree is a valid program.
 */

/** Index of a local variable: 0 is `a`, 1 is `b`. */
export type Local = 0 | 1;

/** A constant, a local, or a local plus a constant (modulo 3). */
export type Expr =
  | { readonly is: "constant"; readonly value: number }
  | { readonly is: "local"; readonly local: Local; readonly plus: number };

/** `local === constant`, or its negation. */
export interface Cond {
  readonly local: Local;
  readonly equals: number;
  readonly not: boolean;
}

/** The function of a read-modify-write: `(v * times + plus) % 3`. */
export interface Change {
  readonly times: number;
  readonly plus: number;
}

export type FenceKind = "full" | "store" | "load";

export type QueueOp = "prepare" | "sleep" | "finish" | "wakeAll" | "wakeOne";

export type Stmt =
  | { readonly do: "read"; readonly x: number; readonly to: Local }
  | { readonly do: "write"; readonly x: number; readonly value: Expr; readonly release: boolean }
  | { readonly do: "update"; readonly x: number; readonly change: Change; readonly to: Local }
  | { readonly do: "apply"; readonly x: number; readonly change: Change; readonly release: boolean }
  | { readonly do: "exchange"; readonly x: number; readonly value: Expr; readonly to: Local }
  | {
      readonly do: "cas";
      readonly x: number;
      readonly expected: Expr;
      readonly next: Expr;
      readonly to: Local;
    }
  | { readonly do: "fence"; readonly kind: FenceKind }
  | { readonly do: "choose"; readonly of: number; readonly to: Local }
  | { readonly do: "await"; readonly x: number; readonly equals: number; readonly not: boolean }
  | { readonly do: "await2"; readonly x: number; readonly y: number; readonly sum: number }
  | { readonly do: "assert"; readonly cond: Cond }
  | { readonly do: "assume"; readonly cond: Cond }
  | { readonly do: "ghost"; readonly value: Expr }
  /** What a thread does with the wait queue. */
  | { readonly do: "queue"; readonly op: QueueOp }
  | { readonly do: "complete" }
  | { readonly do: "waitCompletion" }
  /** Allocates a record with this value in its field, and makes `head` refer to it. */
  | { readonly do: "publish"; readonly value: Expr; readonly release: boolean }
  /** Reads the field of the record that `head` refers to, if any. */
  | { readonly do: "follow"; readonly to: Local }
  /** Writes it. */
  | { readonly do: "through"; readonly value: Expr }
  | { readonly do: "atomic"; readonly body: readonly Stmt[] }
  | { readonly do: "locked"; readonly lock: number; readonly body: readonly Stmt[] }
  | { readonly do: "trylocked"; readonly lock: number; readonly body: readonly Stmt[] }
  | {
      readonly do: "semaphore";
      readonly write: boolean;
      readonly try: boolean;
      readonly body: readonly Stmt[];
    }
  | {
      readonly do: "if";
      readonly cond: Cond;
      readonly then: readonly Stmt[];
      readonly else: readonly Stmt[];
    }
  | { readonly do: "repeat"; readonly times: number; readonly body: readonly Stmt[] }
  /** `for (;;) { checkpoint; body; if (until) break }` */
  | { readonly do: "retry"; readonly body: readonly Stmt[]; readonly until: Cond }
  | {
      readonly do: "call";
      readonly argument: Expr;
      readonly body: readonly Stmt[];
      readonly result: Expr;
      readonly to: Local;
    }
  /** Starts the thread of `children` with that index. */
  | { readonly do: "spawn"; readonly child: number }
  /** Waits for a declared thread. */
  | { readonly do: "join"; readonly thread: number }
  /** Waits for a thread of `children` that this thread has started. */
  | { readonly do: "joinChild"; readonly child: number };

export interface ThreadCode {
  readonly body: readonly Stmt[];
  /** What it returns; null for nothing. */
  readonly result: Expr | null;
}

/** A thread that the first declared thread starts. */
export interface ChildCode extends ThreadCode {
  /** How many top-level statements of the first thread come before it is started. */
  readonly after: number;
  /** Whether the first thread waits for it before it returns. */
  readonly joined: boolean;
}

/** A predicate over a state. */
export type Pred =
  | { readonly is: "equal"; readonly x: number; readonly value: number }
  | { readonly is: "same"; readonly x: number; readonly y: number }
  | { readonly is: "sum"; readonly value: number }
  | { readonly is: "ghost"; readonly value: number }
  | { readonly is: "held"; readonly lock: number }
  /** `head` refers to a record with this value. */
  | { readonly is: "field"; readonly value: number }
  | { readonly is: "queued"; readonly thread: number }
  | { readonly is: "completions"; readonly value: number }
  | { readonly is: "done"; readonly thread: number }
  | { readonly is: "result"; readonly thread: number; readonly value: number }
  | { readonly is: "not"; readonly of: Pred }
  | { readonly is: "and" | "or"; readonly left: Pred; readonly right: Pred };

export type PropertyKind = "always" | "atEnd" | "reachable" | "eventually";

export interface RandomProperty {
  readonly kind: PropertyKind;
  readonly pred: Pred;
}

export interface RandomProgram {
  /** Number of variables; all are 0 at first. */
  readonly variables: number;
  /** Threads that exist from the start. */
  readonly threads: readonly ThreadCode[];
  /** Threads that the first one starts. */
  readonly children: readonly ChildCode[];
  readonly properties: readonly RandomProperty[];
}

/** Locks of every program: a spinlock and a mutex. */
export const lockNames = ["spin", "mutex"] as const;

/** The body of a declared thread, with the statements that start and join children. */
export function bodyOf(program: RandomProgram, thread: number): readonly Stmt[] {
  const body = [...program.threads[thread].body];
  if (thread > 0) return body;
  program.children.forEach((child, i) => {
    body.splice(Math.min(child.after + i, body.length), 0, { do: "spawn", child: i });
  });
  program.children.forEach((child, i) => {
    if (child.joined) body.push({ do: "joinChild", child: i });
  });
  return body;
}

/** The value of an expression. */
export function evaluate(expr: Expr, locals: readonly number[]): number {
  return expr.is === "constant" ? expr.value : (locals[expr.local] + expr.plus) % 3;
}

/** The truth of a condition. */
export function isTrue(cond: Cond, locals: readonly number[]): boolean {
  return (locals[cond.local] === cond.equals) !== cond.not;
}

/** The new value of a read-modify-write. */
export function changed(change: Change, value: number): number {
  return (value * change.times + change.plus) % 3;
}

/** A name for a property, unique in its program. */
export function propertyName(property: RandomProperty, index: number): string {
  return `${property.kind} ${index}`;
}
