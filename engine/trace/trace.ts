/**
 * One interleaving, step by step, as data: what the table, the final state and the replay string
 * are made from.
 */
import type { MemoryModel } from "../memory/memory-model.js";

/** A place in source text; lines and columns count from 1. */
export interface Position {
  /** Script the position is in: a file name or the name under which the notebook was evaluated. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** One active call of a modelled function. */
export interface Frame {
  /** Distinguishes two calls of one function; equal in all steps of one call. */
  readonly id: number;
  /** As shown in the table: `collapse_file()`, `try_to_unmap(A)`. */
  readonly label: string;
}

/** What a step does, for icons, filters and conflict marks. */
export type StepKind =
  | "read"
  | "write"
  | "update"
  | "fence"
  | "await"
  | "choose"
  | "lock"
  | "trylock"
  | "unlock"
  | "atomic"
  | "flush"
  | "fail";

/** A shared location that a step changed. */
export interface Change {
  readonly location: string;
  readonly before: string;
  readonly after: string;
}

/** One transition of one thread (or of its store buffer). */
export interface TraceStep {
  /** Index into `Trace.threads`: the lane. A flush is in the lane of the buffer's owner. */
  readonly thread: number;
  readonly kind: StepKind;
  /** Active modelled functions, outermost first; not including the step itself. */
  readonly frames: readonly Frame[];
  /** The step as text: `folio_test_dirty(A)`, `x = 1`. */
  readonly label: string;
  /** The value it returned, as text; null when it returns nothing worth showing. */
  readonly result: string | null;
  /** Shown as `<-- remark`. */
  readonly remarks: readonly string[];
  /** State facts, shown in brackets: `[PTE dirty]`. */
  readonly facts: readonly string[];
  /** Where the operation was called, innermost user code first; null when unknown. */
  readonly position: Position | null;
  /** Locations whose value (in memory) this step changed. */
  readonly changes: readonly Change[];
  /** Names of all locations the step read or wrote. */
  readonly touched: readonly string[];
  /** Those of `touched` that it wrote, also where the value stayed what it was. */
  readonly written: readonly string[];
  /** The thread's store buffer after the step, oldest first, for example `x=1`; empty under sc. */
  readonly pending: readonly string[];
}

/** A thread that cannot go on where the trace ends. */
export interface Waiting {
  readonly thread: number;
  /** What it wants to do: `folio_lock(A)`. */
  readonly label: string;
  readonly frames: readonly Frame[];
  /** What it waits for, in words: `lock A, held by writer`. */
  readonly reason: string;
  /** Names of locks the thread holds. */
  readonly holds: readonly string[];
}

/** One shared location and its value as text. */
export interface StateEntry {
  readonly location: string;
  readonly value: string;
}

/** A whole interleaving. */
export interface Trace {
  readonly scenario: string;
  readonly memory: MemoryModel;
  /** Lane names in order of declaration. */
  readonly threads: readonly string[];
  readonly steps: readonly TraceStep[];
  /** Values of all shared locations after the last step, in order of declaration. */
  readonly final: readonly StateEntry[];
  /** Locations of `final` that differ from the initial state. */
  readonly changed: readonly string[];
  /** Threads that are blocked at the end; empty when the run was cut at the violation. */
  readonly waiting: readonly Waiting[];
  /** For a live-lock: index of the first step of the repeated part; null otherwise. */
  readonly loop: number | null;
}
