/** What a search of states finds out. */
import type { Machine } from "../../memory/machine.js";
import type { EndKind, FailureKind } from "../run-ends.js";
import type { StateGraph } from "./state-graph.js";

/** Limits of a search. */
export interface StateLimits {
  readonly states: number;
  readonly bytes: number;
}

/** A state without successors. */
export interface EndState {
  readonly id: number;
  readonly kind: EndKind;
  /** How threads have failed on the way here. */
  readonly failures: readonly FailureKind[];
  /** Index into `outcomes`, -1 when the scenario has no outcome. */
  readonly outcome: number;
}

/** What a search has found out about the states it visited: what findings are read off from. */
export interface Searched {
  readonly machine: Machine;
  readonly visited: { readonly size: number; readonly collisionProbability: number };
  /** Null where there is none, for want of memory. */
  graph: StateGraph | null;
  readonly transitions: number;
  readonly trueIn: readonly Uint32Array<ArrayBuffer>[];
  readonly trueStates: Int32Array;
  readonly falseStates: Int32Array;
  readonly ends: readonly EndState[];
  readonly outcomes: readonly string[];
  readonly failed: ReadonlyMap<FailureKind, Uint32Array<ArrayBuffer>>;
  readonly cyclic: boolean;
  readonly firstSchedule: ReadonlyMap<ScheduleKey, Int32Array>;
  readonly limits: StateLimits;
  readonly bytes: number;
}

/** What a schedule leads to: the property with this index is violated (or witnessed), or the like. */
export type ScheduleKey = number | "deadlock" | FailureKind;
