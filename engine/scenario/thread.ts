import { currentView } from "./context.js";
import { HeddleError } from "./errors.js";
import type { Operation, Steps } from "./operation.js";
import { Entity } from "./value.js";

/** The code of a thread: a generator function, or a function that calls a modelled one. */
export type ThreadBody<T = unknown> = () => Steps<T> | Operation<T>;

/** A thread of a scenario. */
export class ThreadHandle<T = unknown> extends Entity {
  readonly name: string;
  /** @internal Index in the state vector of the slot that holds its automaton node. */
  readonly slot: number;
  /** Position among all threads: its lane, counted from 0. */
  readonly index: number;
  /** @internal Phantom: the type of `result`. */
  declare readonly returns: T;

  constructor(name: string, slot: number, index: number) {
    super();
    this.name = name;
    this.slot = slot;
    this.index = index;
  }

  /** In a property: true once the thread has returned. */
  get done(): boolean {
    return this.look().done;
  }

  /** In a property: what the thread returned, or undefined while it runs. */
  get result(): T | undefined {
    return this.look().result as T | undefined;
  }

  private look(): { done: boolean; result: unknown } {
    const view = currentView();
    if (view === null) {
      throw new HeddleError(`state of thread ${this.name} read outside a property`, {
        hint: "inside a thread, wait for another one with `yield* join(thread)`",
      });
    }
    return view.threadResult(this.slot);
  }
}
