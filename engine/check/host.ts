/**
 * What the engine needs from the program it runs in. The engine itself has no clock, no timers and
 * no output; a host passes them in once, before any cell runs.
 */
import type { CheckResult, EngineName, MemoryModel } from "./result.js";
import type { Matrix } from "../sweep/matrix.js";
import type { ReplayResult } from "../trace/replay-result.js";
import type { TableResult } from "../trace/table-result.js";

import type { WorkloadsResult } from "../workloads/result.js";

/** A glance at a running search. */
export interface Progress {
  readonly scenario: string;
  readonly engine: EngineName;
  /** Distinct states so far (states engine) or executions so far (traces engine). */
  readonly explored: number;
  readonly transitions: number;
  /** Steps between the initial state and the state being explored. */
  readonly depth: number;
  /** Estimated share of the search that is done, 0 to 1; null when there is no estimate yet. */
  readonly fraction: number | null;
  /** Milliseconds since the check began. */
  readonly ms: number;
}

/** Limits; a search that meets one ends `undecided`. */
export interface Budget {
  /** Distinct states (states engine). Default 50,000,000. */
  readonly states?: number;
  /** Executions (traces engine). Default 500,000,000. */
  readonly executions?: number;
  /** Bytes of search memory. Default 3 GiB. */
  readonly bytes?: number;
  /** Seconds of wall-clock time. Default: none. */
  readonly seconds?: number;
}

/** What the command line (or the workbench) imposes on every check of a notebook. */
export interface Overrides {
  readonly memory?: MemoryModel;
  readonly engine?: EngineName;
  readonly budget?: Budget;
  /** Find out for each interleaving that is shown which steps' order decides it. Default false. */
  readonly explain?: boolean;
}

/** The surroundings of the engine. */
export interface Host {
  /** Milliseconds from any fixed origin. */
  now(): number;
  /** Lets other work run (timers, messages); resolves soon. */
  pause(): Promise<void>;
  /** True when the user wants the running check to stop; asked every few milliseconds. */
  cancelled(): boolean;
  /** Called at most about ten times a second while a search runs. */
  progress(progress: Progress): void;
  /** Called once for each finished check, in order; `sweep` names the sweep that it is part of. */
  finished(result: CheckResult, sweep: string | null): void;
  /** Called when a sweep is complete, after its checks. */
  swept(matrix: Matrix): void;
  /** Called when a series of random workloads is done, after the check of a failing one. */
  workloads(result: WorkloadsResult): void;
  readonly overrides: Overrides;
  /** Whether traces say where in the source each step is; plain text does not need it. */
  readonly positions: boolean;
  /**
   * What to follow instead of exploring, or null: a replay string, or a text with an interleaving
   * table. Checks then return an undecided result at once.
   */
  readonly replay: string | null;
  /**
   * Called when `replay` is set: for each check whose scenario the string belongs to, or for a table
   * for each check.
   */
  replayed(result: ReplayResult | TableResult): void;
}

const plainHost: Host = {
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  cancelled: () => false,
  progress: () => undefined,
  finished: () => undefined,
  swept: () => undefined,
  workloads: () => undefined,
  overrides: {},
  positions: true,
  replay: null,
  replayed: () => undefined,
};

let current: Host = plainHost;

/** The host in force; by default one that reports nothing and imposes nothing. */
export function host(): Host {
  return current;
}

/** Puts a host in force for all later checks; missing members keep their defaults. */
export function setHost(next: Partial<Host>): void {
  current = { ...plainHost, ...next };
}
