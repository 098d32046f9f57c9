/** What is known of each thread, and the threads that threads spawn. */
import { ThreadHandle } from "../scenario/thread.js";
import type { ThreadState } from "./frame.js";
import type { Program } from "./program.js";

export class ThreadStates {
  private readonly states: ThreadState[] = [];
  private readonly program: Program;

  constructor(program: Program) {
    this.program = program;
  }

  /** The state of a thread, made when it is asked for first. */
  of(handle: ThreadHandle): ThreadState {
    return (this.states[handle.index] ??= {
      handle,
      counters: new Map(),
      pools: new Map(),
      spawned: [],
      finished: new Map(),
    });
  }

  /** The k-th thread that a thread spawns. One lane, whatever code it is given. */
  spawned(
    parent: ThreadState,
    index: number,
    name: string,
    body: () => unknown,
  ): { thread: ThreadHandle; root: number } {
    let child = parent.spawned[index];
    if (child === undefined) {
      const { layout } = this.program;
      const taken = layout.threads.some((t) => t.name === name);
      const full = taken ? `${name} (${parent.handle.name}.${index + 1})` : name;
      const make = (slot: number, lane: number) => new ThreadHandle(full, slot, lane);
      child = { thread: layout.thread(full, make), roots: new Map() };
      parent.spawned[index] = child;
    }
    let root = child.roots.get(body);
    if (root === undefined) {
      root = this.program.root(child.thread, body);
      child.roots.set(body, root);
    }
    return { thread: child.thread, root };
  }
}
