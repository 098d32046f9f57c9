/** Which store a flush makes visible, and which stores are pending at each step. */
import type { Trace } from "../../../engine/trace/trace.js";

/** A store from the step that issued it to the flush that made it visible. */
export interface PendingStore {
  readonly thread: number;
  /** As in `TraceStep.pending`: `x=1`. */
  readonly text: string;
  /** The step that put it into the buffer. */
  readonly issued: number;
  /** The flush; null when the trace ends first. */
  readonly flushed: number | null;
}

/** What separates groups of stores in a buffer (`smp_wmb`): no store. */
const SEPARATOR = "|";

/**
 * All stores that waited in a store buffer, by the step that issued them. Buffers are first in,
 * first out for each location, so of equal entries the oldest leaves first.
 */
export function pendingStores({ steps, threads }: Trace): PendingStore[] {
  const stores: { thread: number; text: string; issued: number; flushed: number | null }[] = [];
  const waiting = threads.map(() => new Map<string, number[]>());
  const before = threads.map((): readonly string[] => []);
  for (const [index, { thread, pending }] of steps.entries()) {
    const queues = waiting[thread];
    const difference = new Map<string, number>();
    for (const text of pending) difference.set(text, (difference.get(text) ?? 0) + 1);
    for (const text of before[thread]) difference.set(text, (difference.get(text) ?? 0) - 1);
    before[thread] = pending;
    for (const [text, change] of difference) {
      if (text === SEPARATOR) continue;
      const queue = queues.get(text) ?? [];
      queues.set(text, queue);
      for (let i = 0; i < change; i++) {
        queue.push(stores.length);
        stores.push({ thread, text, issued: index, flushed: null });
      }
      for (let i = 0; i > change; i--) {
        const store = queue.shift();
        if (store !== undefined) stores[store].flushed = index;
      }
    }
  }
  return stores;
}

/** The step that issued what a flush makes visible, by the flush's index. */
export function flushedStores(trace: Trace): ReadonlyMap<number, number> {
  return new Map(
    pendingStores(trace).flatMap(({ issued, flushed }) =>
      flushed === null ? [] : [[flushed, issued] as const],
    ),
  );
}
