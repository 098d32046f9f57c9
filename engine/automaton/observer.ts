import { type RecordPool, enterThread } from "../scenario/context.js";
import { Location } from "../scenario/location.js";
import { Operation } from "../scenario/operation.js";
import type { ThreadHandle } from "../scenario/thread.js";
import type { Entity } from "../scenario/value.js";
import type { Runner, ThreadState } from "./frame.js";
import type { Program } from "./program.js";

/** Watches one thread's code while it runs. */
export class Observer implements Runner {
  readonly thread: ThreadHandle;
  capture: boolean;
  again = false;
  private readonly program: Program;
  private readonly state: ThreadState;
  /** Operations made and not yet started, oldest first; hardly ever more than one. */
  private readonly fresh: Operation<unknown>[] = [];

  constructor(program: Program, state: ThreadState, capture: boolean) {
    this.program = program;
    this.state = state;
    this.thread = state.handle;
    this.capture = capture;
  }

  /** Runs `f` as code of the thread. */
  inside<T>(f: () => T): T {
    const before = enterThread(this);
    try {
      return f();
    } finally {
      enterThread(before);
    }
  }

  created(operation: Operation<unknown>): void {
    this.fresh.push(operation);
  }

  started(operation: Operation<unknown>): void {
    const { fresh } = this;
    if (fresh[fresh.length - 1] === operation) {
      fresh.pop();
      return;
    }
    const at = fresh.lastIndexOf(operation);
    if (at >= 0) fresh.splice(at, 1);
  }

  /** The first operation that was made but not started, apart from what is yielded properly. */
  unused(yielded: unknown): Operation<unknown> | null {
    if (this.fresh.length > 0) return this.fresh[0];
    if (yielded instanceof Operation && !yielded.started) return yielded as Operation<unknown>;
    return null;
  }

  forget(): void {
    // Mostly it is empty already, and to set a length is slow.
    if (this.fresh.length > 0) this.fresh.length = 0;
  }

  pooled(pool: RecordPool, index: number): Entity {
    const key = `${pool.struct} ${pool.record}`;
    let records = this.state.pools.get(key);
    if (records === undefined) this.state.pools.set(key, (records = []));
    while (records.length <= index) {
      const name = this.recordName(pool.record, records.length);
      records.push(pool.instantiate(name, this.program.layout.declare));
    }
    return records[index];
  }

  /** `N`, `N#2`, ... for one thread; qualified by the thread when another has used the name. */
  private recordName(base: string, index: number): string {
    const plain = index === 0 ? base : `${base}#${index + 1}`;
    const taken = this.program.layout.slots.some(
      (slot) => slot.holds === "location" && slot.location.name.startsWith(`${plain}.`),
    );
    return taken ? `${plain}(${this.thread.name})` : plain;
  }

  counter(name: string): Location {
    let location = this.state.counters.get(name);
    if (location === undefined) {
      location = this.program.layout.declare(
        name,
        (slot, full) => new Location(slot, full, 0, true),
      );
      this.state.counters.set(name, location);
    }
    return location;
  }

  spawned(
    index: number,
    name: string,
    body: () => unknown,
  ): { thread: ThreadHandle; root: number } {
    return this.program.unfolder.threads.spawned(this.state, index, name, body);
  }
}
