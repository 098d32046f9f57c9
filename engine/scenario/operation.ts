/**
 * One step of a thread as data. An operation is made by calling a method of a shared thing and
 * takes place where it is `yield*`ed; nothing happens before.
 */
import type { Position, StepKind } from "../trace/trace.js";
import { currentThread } from "./context.js";
import { HeddleError } from "./errors.js";
import type { Location } from "./location.js";
import { showValue } from "./value.js";

/**
 * How an operation meets a store buffer (ignored under `sc`).
 *
 * | ordering      | tso                         | weak                                        |
 * |---------------|-----------------------------|---------------------------------------------|
 * | load          | forwards own stores         | forwards own stores                         |
 * | store         | buffered                    | buffered per location                       |
 * | release-store | buffered                    | buffered, leaves after everything before it |
 * | void-rmw      | locked: drains the buffer   | buffered, takes effect when it leaves       |
 * | release-rmw   | locked: drains the buffer   | as void-rmw, leaves after everything before |
 * | acquire-rmw   | locked: drains the buffer   | at once, on memory                          |
 * | full-rmw      | locked: drains the buffer   | drains the buffer if it writes              |
 * | full-fence    | waits until drained         | waits until drained                         |
 * | store-fence   | nothing                     | separates the stores before and after       |
 * | load-fence    | nothing                     | nothing (loads stay in order)               |
 * | direct        | on memory, no ordering      | on memory, no ordering                      |
 */
export type Ordering =
  | "load"
  | "store"
  | "release-store"
  | "void-rmw"
  | "release-rmw"
  | "acquire-rmw"
  | "full-rmw"
  | "full-fence"
  | "store-fence"
  | "load-fence"
  | "direct";

/** How an operation uses a location: two reads commute, and so do two commuting updates. */
export type Access = "read" | "write" | "commute";

/** What an operation does when it takes place. */
export interface Outcome {
  readonly result?: unknown;
  /** Locations and their new values; absent or empty when nothing is written. */
  readonly writes?: readonly (readonly [Location, unknown])[];
  /** @internal For `spawn`: automaton node that a thread's slot is set to. */
  readonly start?: readonly [slot: number, node: number];
}

/** An ordinary step. */
export interface StepSpec {
  readonly type: "step";
  readonly kind: StepKind;
  readonly label: string;
  readonly ordering: Ordering;
  /** Locations whose values `apply` gets. */
  readonly locations: readonly Location[];
  readonly access: readonly Access[];
  /** Number of alternatives: 1, or n for a nondeterministic choice. */
  readonly alternatives: number;
  /** Takes effect together with the step before it. */
  readonly fused: boolean;
  /** True when it touches nothing that any other thread or a property has met. */
  readonly unshared: boolean;
  /** True when `apply` does not depend on the values (a plain write). */
  readonly blind: boolean;
  /** True when `apply` may return null. */
  readonly blocking: boolean;
  /** A function of its arguments. Null: not enabled (blocked, or no such alternative). */
  readonly apply: (values: readonly unknown[], alternative: number) => Outcome | null;
  /** Text of the result; null when not worth showing. */
  readonly show: (result: unknown) => string | null;
  /** In words, what a blocked thread waits for. */
  readonly waitsFor?: (values: readonly unknown[]) => string;
  /** Lock that the step acquires or releases when it succeeds, for the wait-for report. */
  readonly holds?: { readonly lock: string; readonly change: 1 | -1 };
}

/** A call of a modelled function, or an atomic block (whose steps but the first are fused). */
export interface CallSpec {
  readonly type: "call";
  readonly label: string;
  readonly atomic: boolean;
  readonly body: () => unknown;
  /** Text of an atomic block's result; null when not worth showing. */
  readonly show: (result: unknown) => string | null;
}

/** A declaration that only these locals matter from here on. */
export interface CheckpointSpec {
  readonly type: "checkpoint";
  readonly locals: unknown;
}

/** The thread stops here unless `passed`: an assertion, a thrown error or an assumption. */
export interface StopSpec {
  readonly type: "stop";
  readonly reason: "assert" | "error" | "assume";
  readonly message: string;
  readonly passed: boolean;
}

export type Spec = StepSpec | CallSpec | CheckpointSpec | StopSpec;

/** What a generator function of a thread returns when called. */
export type Steps<T = void> = Generator<Operation<unknown>, T>;

const noNotes: readonly Note[] = [];

/** Text made from an operation's result; null for none. */
export type Note = (result: unknown) => string | null;

/**
 * An operation that yields a `T`. Use it as `const v = yield* x.read()`. The chained methods change
 * only how tables show it.
 */
export class Operation<T> {
  /** @internal Phantom: the type of the result. */
  declare readonly yields: T;
  /** @internal */
  spec: Spec;
  /** @internal */
  started = false;
  /** @internal With `value`: what `next` returns. */
  done = false;
  /** @internal */
  value: unknown = undefined;
  /** @internal Call stack, taken on demand. */
  stack: string | null = null;
  /** @internal */
  remarks: readonly Note[] = noNotes;
  /** @internal */
  facts: readonly Note[] = noNotes;

  /** @internal */
  constructor(spec: Spec) {
    this.spec = spec;
    const thread = currentThread();
    if (thread === null) {
      throw new HeddleError(`${describe(spec)} outside a thread`, {
        hint: "operations mean something only inside a thread function; in properties use `.now`",
      });
    }
    if (thread.capture || (spec.type === "checkpoint" && !thread.again)) this.stack = callStack();
    thread.created(this);
  }

  /** Shown as this text instead of the default one: `x.read().as("READ_ONCE(x)")`. */
  as(label: string, show?: ((result: T) => string | null) | null): this {
    const spec = this.spec;
    if (spec.type === "step") {
      const shown =
        show === undefined ? spec.show : show === null ? () => null : (show as StepSpec["show"]);
      this.spec = { ...spec, label, show: shown };
    } else if (spec.type === "call") {
      const shown = show == null ? spec.show : (show as CallSpec["show"]);
      this.spec = { ...spec, label, show: shown };
    }
    return this;
  }

  /** Adds `<-- text` to the step; a function gets the result and may return null for nothing. */
  remark(text: string | ((result: T) => string | null)): this {
    this.remarks = [...this.remarks, noteOf(text)];
    return this;
  }

  /** Adds `[text]`, a fact about the state, to the step. */
  fact(text: string | ((result: T) => string | null)): this {
    this.facts = [...this.facts, noteOf(text)];
    return this;
  }

  /**
   * For `yield*`: the operation is its own iterator, and what that returns, since it is used once
   * and many are made.
   */
  [Symbol.iterator](): Generator<Operation<unknown>, T> {
    return this as unknown as Generator<Operation<unknown>, T>;
  }

  /** @internal Yields the operation itself, then returns what it is resumed with. */
  next(value?: unknown): IteratorResult<Operation<unknown>, T> {
    if (this.started) {
      this.done = true;
      this.value = value;
    } else {
      this.started = true;
      currentThread()?.started(this);
      this.done = this.spec.type === "stop" && this.spec.passed;
      if (!this.done) this.value = this;
    }
    return this as unknown as IteratorResult<Operation<unknown>, T>;
  }
}

function noteOf<T>(text: string | ((result: T) => string | null)): Note {
  return typeof text === "string" ? () => text : (text as Note);
}

/** An operation as a message names it. */
export function describe(spec: Spec): string {
  switch (spec.type) {
    case "step":
    case "call":
      return spec.label;
    case "checkpoint":
      return `checkpoint(${showValue(spec.locals)})`;
    case "stop":
      return spec.reason === "error" ? spec.message : spec.reason;
  }
}

type GivenOfStep = Pick<
  StepSpec,
  "kind" | "label" | "ordering" | "locations" | "access" | "apply"
> &
  Partial<StepSpec>;

/** A step with its defaults filled in. */
export function stepSpec(given: GivenOfStep): StepSpec {
  return {
    type: "step",
    alternatives: 1,
    fused: false,
    unshared: false,
    blind: false,
    blocking: false,
    show: showResult,
    ...given,
  };
}

/** An operation that is a step. */
export function step<T>(given: GivenOfStep): Operation<T> {
  return new Operation<T>(stepSpec(given));
}

/** Shows everything but undefined. */
export function showResult(result: unknown): string | null {
  return result === undefined ? null : showValue(result);
}

interface StackTracer {
  stackTraceLimit?: number;
}

/** Frames of a stack that is deep enough for nested `yield*`. */
export const stackDepth = 60;

/** The call stack as V8 writes it. */
function callStack(): string {
  const tracer = Error as StackTracer;
  const limit = tracer.stackTraceLimit;
  // In a frozen context the limit has been set for good.
  if (limit === stackDepth) return new Error().stack ?? "";
  tracer.stackTraceLimit = stackDepth;
  const stack = new Error().stack ?? "";
  tracer.stackTraceLimit = limit;
  return stack;
}

const frameLine = /^\s*at (?:(.*?) \()?(.*?):(\d+):(\d+)\)?$/;

/** One line of a V8 stack. */
export interface StackFrame extends Position {
  readonly name: string;
}

/** The frames of a V8 stack, innermost first. */
export function stackFrames(stack: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of stack.split("\n")) {
    const match = frameLine.exec(line);
    if (match === null) continue;
    const [, name = "", source = "", row = "0", column = "0"] = match;
    frames.push({ name, source, line: Number(row), column: Number(column) });
  }
  return frames;
}
