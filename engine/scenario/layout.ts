import { HeddleError } from "./errors.js";
import type { Location } from "./location.js";
import type { ThreadHandle } from "./thread.js";

/** What a slot of the state vector holds. */
export type Slot =
  | { readonly holds: "location"; readonly location: Location }
  | { readonly holds: "thread"; readonly thread: ThreadHandle }
  /** A store buffer (only under `tso` and `weak`). */
  | { readonly holds: "buffer"; readonly thread: ThreadHandle };

/** Lanes are numbered in six bits. */
const mostThreads = 60;

/** The state vector's slots in order of declaration; grows when threads allocate or spawn. */
export class Layout {
  readonly slots: Slot[] = [];
  readonly threads: ThreadHandle[] = [];
  private readonly names = new Set<string>();

  /** Adds a location. Throws if the name is taken. */
  declare = <L extends Location>(name: string, make: (slot: number, name: string) => L): L => {
    this.claim(name, "shared location");
    const location = make(this.slots.length, name);
    this.slots.push({ holds: "location", location });
    return location;
  };

  /** Adds a thread: a slot for its automaton node and one for its store buffer, next to it. */
  thread(name: string, make: (slot: number, index: number) => ThreadHandle): ThreadHandle {
    this.claim(name, "thread");
    if (this.threads.length === mostThreads) {
      throw new HeddleError(`more than ${mostThreads} threads`, { hint: "spawn fewer threads" });
    }
    const thread = make(this.slots.length, this.threads.length);
    this.slots.push({ holds: "thread", thread }, { holds: "buffer", thread });
    this.threads.push(thread);
    return thread;
  }

  private claim(name: string, what: string): void {
    if (typeof name !== "string" || name === "") {
      throw new HeddleError(`a ${what} needs a name`, { hint: "pass a non-empty string first" });
    }
    const key = `${what} ${name}`;
    if (this.names.has(key)) {
      throw new HeddleError(`two ${what}s are called ${name}`, {
        hint: "give each its own name: tables and verdicts refer to it",
      });
    }
    this.names.add(key);
  }
}
