/**
 * Who is running user code at this moment: a thread being unfolded, a property being evaluated, a
 * scenario being built. Operations, `.now` and the builder ask here; nothing survives a run.
 */
import type { Operation } from "./operation.js";
import type { Location } from "./location.js";
import type { Declare } from "./struct.js";
import type { Entity, Value } from "./value.js";
import type { ThreadHandle } from "./thread.js";

/** Told about each operation that thread code creates and starts. */
export interface ThreadObserver {
  readonly thread: ThreadHandle;
  /** Take the call stack of each operation (slow: only when a step is to be shown). */
  readonly capture: boolean;
  /** The code is run again: the places of its checkpoints are known. */
  readonly again: boolean;
  created(operation: Operation<unknown>): void;
  started(operation: Operation<unknown>): void;
  /** The k-th record that this thread allocates from a pool. */
  pooled(pool: RecordPool, index: number): Entity;
  /** Counts this thread's allocations or spawns; a location only this thread uses. */
  counter(name: string): Location;
  /** The k-th thread that this thread spawns, running `body`, and its first automaton node. */
  spawned(index: number, name: string, body: () => unknown): { thread: ThreadHandle; root: number };
}

/** The records that `alloc` of one name hands out in one thread. */
export interface RecordPool {
  readonly struct: string;
  readonly record: string;
  instantiate(name: string, declare: Declare): Entity;
}

/** Reads shared locations on behalf of a property. */
export interface StateView {
  value(slot: number): Value;
  threadResult(slot: number): { done: boolean; result: unknown };
}

let observer: ThreadObserver | null = null;
let view: StateView | null = null;

/** The thread whose code is running, or null. */
export function currentThread(): ThreadObserver | null {
  return observer;
}

/** Makes `next` the running thread and returns the one before. */
export function enterThread(next: ThreadObserver | null): ThreadObserver | null {
  const before = observer;
  observer = next;
  return before;
}

/** The state that a property is being evaluated in, or null. */
export function currentView(): StateView | null {
  return view;
}

/** Makes `next` the state that `.now` reads and returns the one before. */
export function enterView(next: StateView | null): StateView | null {
  const before = view;
  view = next;
  return before;
}
