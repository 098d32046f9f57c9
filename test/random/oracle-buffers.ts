/** The oracle's store buffers: what a thread sees through its own, and what may leave one. */
import type { MemoryModel } from "../../engine/check/result.js";
import type { Entry, Item, OracleState } from "./oracle-state.js";

/** What a thread sees at a place; null when its newest entry there has no value yet. */
export function load(state: OracleState, lane: number, x: number): number | null {
  const own = state.buffers[lane].findLast((item) => item !== "fence" && item.places.includes(x));
  return own === undefined ? state.memory[x] : (own as Entry).value;
}

/** True when an item of a buffer is about a place. */
export function holds(buffer: readonly Item[], x: number): boolean {
  return buffer.some((item) => item !== "fence" && item.places.includes(x));
}

/** A thread has ended for those who join it when its stores are visible too. */
export function ended(state: OracleState, lane: number): boolean {
  return state.threads[lane].status === "done" && state.buffers[lane].length === 0;
}

/** Indices of the buffer items that may leave. */
export function leaving(buffer: readonly Item[], memory: MemoryModel): number[] {
  if (memory === "tso") return buffer.length > 0 ? [0] : [];
  const indices: number[] = [];
  buffer.forEach((item, i) => {
    const before = buffer.slice(0, i);
    if (item === "fence" || before.includes("fence")) return;
    if (item.release ? i === 0 : !item.places.some((x) => holds(before, x))) indices.push(i);
  });
  return indices;
}

/** Orders entries that could leave in any order by place, between fences and release entries. */
export function canonical(items: readonly Item[], memory: MemoryModel): Item[] {
  if (memory === "tso") return [...items];
  const ordered: Item[] = [];
  let run: Entry[] = [];
  const close = () => {
    ordered.push(...run.sort((a, b) => a.places[0] - b.places[0]));
    run = [];
  };
  for (const item of items) {
    if (item === "fence" || item.release) {
      close();
      ordered.push(item);
    } else run.push(item);
  }
  close();
  return ordered;
}
