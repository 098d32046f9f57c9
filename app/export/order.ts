/** What a picture of an interleaving shows besides its steps: happens-before, and who holds locks. */
import type { Trace, TraceStep } from "../../engine/trace/trace.js";

/** The step `from` happens before the step `to` of another thread; both index `Trace.steps`. */
export interface OrderEdge {
  readonly from: number;
  readonly to: number;
  /** Locations that both use and one of them writes. */
  readonly locations: readonly string[];
}

/** A thread holds a lock from one step to another, both included. */
export interface Holding {
  readonly thread: number;
  readonly lock: string;
  readonly from: number;
  /** Null when the trace ends before the lock is released. */
  readonly to: number | null;
}

/**
 * The edges between threads from which, with the order of each thread's steps, all of happens-before
 * follows (its transitive reduction). Two steps are ordered when they use one location and one of
 * them writes it.
 */
export function orderEdges({ steps }: Trace): OrderEdge[] {
  const edges: OrderEdge[] = [];
  // past[j][i] is 1 when step i happens before step j.
  const past: Uint8Array[] = [];
  steps.forEach((step, to) => {
    const mine = new Uint8Array(to);
    // Back in time: what a later step has seen needs no edge of its own.
    for (let from = to - 1; from >= 0; from--) {
      const other = steps[from];
      if (mine[from] === 1) continue;
      const own = other.thread === step.thread;
      const locations = own ? [] : conflicts(other, step);
      if (!own && locations.length === 0) continue;
      mine[from] = 1;
      past[from].forEach((earlier, i) => {
        if (earlier === 1) mine[i] = 1;
      });
      if (!own) edges.push({ from, to, locations });
    }
    past.push(mine);
  });
  return edges;
}

function conflicts(a: TraceStep, b: TraceStep): string[] {
  return a.touched.filter(
    (location) =>
      b.touched.includes(location) &&
      (a.written.includes(location) || b.written.includes(location)),
  );
}

/**
 * Who holds which lock from where to where, in the order in which the locks are taken. A lock is a
 * location that a step sets to its own thread, or a reader count that a lock operation changes.
 */
export function holdings({ steps, threads }: Trace): Holding[] {
  const found: { thread: number; lock: string; from: number; to: number | null }[] = [];
  steps.forEach(({ thread, kind, changes }, index) => {
    for (const { location, after } of changes) {
      const lock = location.replace(/\.(?:writer|readers)$/, "");
      const takes =
        after === threads[thread] ||
        (location.endsWith(".readers") && (kind === "lock" || kind === "trylock"));
      const open = found.find(
        (each) => each.thread === thread && each.lock === lock && each.to === null,
      );
      if (takes && open === undefined) found.push({ thread, lock, from: index, to: null });
      else if (!takes && open !== undefined) open.to = index;
    }
  });
  return found;
}
