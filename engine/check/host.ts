/**
 * What the engine needs from the program it runs in. The engine itself has no clock, no timers and
 * no output; a host passes them in once, before any cell runs.
 */
import type { CrewHelper } from "./crew/helper.js";
import type { CrewLeader } from "./crew/leader.js";
import type { DepthCounts } from "../explore/depth-counts.js";
import type { Overrides } from "./overrides.js";
import type { CheckResult, EngineName } from "./result.js";
import type { Matrix, SweepPoint } from "../sweep/matrix.js";
import type { Scenario } from "../scenario/scenario.js";
import type { RecordedWorkloads, WorkloadsResult } from "../workloads/result.js";
import type { Settings } from "./settings.js";

/** A glance at a running search. */
export interface Progress {
  readonly scenario: string;
  readonly engine: EngineName;
  /** Distinct states so far (states engine) or executions so far (traces engine). */
  readonly explored: number;
  readonly transitions: number;
  /** Steps between the initial state and the state being explored. */
  readonly depth: number;
  /**
   * By depth: the states that were first met there (states engine: depth first, so by the way that
   * the search took; of several workers, those of the first), or the executions that ended there
   * (traces engine). Absent for a series of workloads.
   */
  readonly depths?: DepthCounts;
  /** Of a series of random workloads: how many were explored, and out of how many. */
  readonly workloads?: { readonly done: number; readonly of: number };
  /** Estimated share of the search that is done, 0 to 1; null when there is no estimate yet. */
  readonly fraction: number | null;
  /** Milliseconds since the check began. */
  readonly ms: number;
}

/** A check, as the host is told of it. */
export interface StartedCheck {
  readonly scenario: Scenario;
  readonly settings: Settings;
  /** Name of the sweep or series of workloads that it is part of, or null. */
  readonly series: string | null;
  /** One of many in a series of workloads: `finished` is not called for it. */
  readonly silent: boolean;
}

/** A check that a sweep is going to make. */
export interface PlannedCheck extends SweepPoint {
  readonly scenario: Scenario;
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
  /**
   * Called when a check begins. A result that is known already is returned and the check ends with
   * it; null lets it explore.
   */
  begins(check: StartedCheck): CheckResult | null;
  /** Called when a check is done, with the object that `begins` was called with. */
  finished(result: CheckResult, check: StartedCheck): void;
  /**
   * Called when a sweep begins, with the checks that it is going to make, in order: what is recorded
   * of them can be tried before the first of them explores.
   */
  sweeps(name: string, checks: readonly PlannedCheck[]): void;
  /** Called when a sweep is complete, after its checks. */
  swept(matrix: Matrix): void;
  /**
   * Called when a series of random workloads begins.
   *
   * @param draw the scenario of the workload that failed in an earlier run, or null when there is no
   *   such workload any more
   * @returns what is known of the series already, or null
   */
  workloadsBegin(
    name: string,
    draw: (earlier: RecordedWorkloads) => Scenario | null,
  ): RecordedWorkloads | null;
  /** Called when a series of random workloads is done, after the check of a failing one. */
  workloads(result: WorkloadsResult): void;
  readonly overrides: Overrides;
  /** Whether traces say where in the source each step is; plain text does not need it. */
  readonly positions: boolean;
  /** This kernel's place among several that evaluate the same cells; null when it is alone. */
  readonly crew: CrewLeader | CrewHelper | null;
}

const plainHost: Host = {
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  cancelled: () => false,
  progress: () => undefined,
  begins: () => null,
  finished: () => undefined,
  sweeps: () => undefined,
  swept: () => undefined,
  workloadsBegin: () => null,
  workloads: () => undefined,
  overrides: {},
  positions: true,
  crew: null,
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
