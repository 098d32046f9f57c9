/**
 * Numbers by which the inner loops tell automaton nodes apart.
 */
import type { Ordering } from "../scenario/operation.js";

/** What a node's pending operation asks of the machine. */
export const enum Shape {
  /** Not spawned yet. */
  Absent,
  /** The thread has returned. */
  Finished,
  /** An assertion failed or the thread threw. */
  Failed,
  /** An assumption was false: the run is not considered. */
  Assumed,
  /** One location; what happens depends on its value. */
  Single,
  /** One location, written without looking. */
  Blind,
  /** Several locations, none, or several alternatives. */
  Multi,
}

/** Flags of a node. */
export const enum Flag {
  /** Takes effect together with the step before it. */
  Fused = 1,
  /** May be disabled. */
  Blocking = 2,
  /** Touches nothing that another thread or a property can see: runs at once, before others. */
  Local = 4,
  /** First step of an atomic block: drains the store buffer, then acts on memory. */
  Atomic = 8,
  /** Has more than one alternative. */
  Choice = 16,
  /** Waits for another thread to end. */
  Join = 32,
  /** Follows a checkpoint. A loop has such a node, so local steps alone never form a cycle. */
  Head = 64,
}

/** Orderings as numbers, for the memory models. */
export const enum Order {
  Load,
  Store,
  ReleaseStore,
  VoidRmw,
  ReleaseRmw,
  AcquireRmw,
  FullRmw,
  FullFence,
  StoreFence,
  LoadFence,
  Direct,
}

/** The number of an ordering. */
export function orderOf(ordering: Ordering): Order {
  switch (ordering) {
    case "load":
      return Order.Load;
    case "store":
      return Order.Store;
    case "release-store":
      return Order.ReleaseStore;
    case "void-rmw":
      return Order.VoidRmw;
    case "release-rmw":
      return Order.ReleaseRmw;
    case "acquire-rmw":
      return Order.AcquireRmw;
    case "full-rmw":
      return Order.FullRmw;
    case "full-fence":
      return Order.FullFence;
    case "store-fence":
      return Order.StoreFence;
    case "load-fence":
      return Order.LoadFence;
    case "direct":
      return Order.Direct;
  }
}

/** What an edge says instead of a target node. */
export const enum Target {
  /** The operation took effect, but the thread has not been run on from there yet. */
  Unknown = -1,
  /** The operation is not enabled for these values. */
  Blocked = -2,
}
