import { currentThread, currentView } from "./context.js";
import { HeddleError } from "./errors.js";
import type { Value } from "./value.js";

/** One cell of shared memory: a slot of the state vector with a name. */
export class Location {
  /** @internal Index in the state vector. */
  readonly slot: number;
  readonly name: string;
  /** @internal */
  readonly initial: Value;
  /** @internal Ghost and bookkeeping locations are left out of what a reader is shown. */
  readonly hidden: boolean;

  constructor(slot: number, name: string, initial: Value, hidden = false) {
    this.slot = slot;
    this.name = name;
    this.initial = initial;
    this.hidden = hidden;
  }

  /** @internal The value in the state that a property is evaluated in. */
  protected current(): Value {
    const view = currentView();
    if (view === null) {
      throw new HeddleError(`${this.name}.now read outside a property`, {
        hint:
          currentThread() === null
            ? "`.now` has a value only inside always, atEnd, reachable, eventually and outcome"
            : "inside a thread, read shared state with `yield* x.read()`",
      });
    }
    return view.value(this.slot);
  }

  toString(): string {
    return this.name;
  }
}
