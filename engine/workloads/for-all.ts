/**
 * Random workloads, each explored exhaustively: fast-check draws what the threads do, the engine
 * decides every interleaving of it, and a failing workload is shrunk to a smallest one.
 */
import * as fc from "fast-check";
import { checkWithin } from "../check/check.js";
import { type Host, type Progress, host } from "../check/host.js";
import type { CheckOptions } from "../check/settings.js";
import { HeddleError } from "../scenario/errors.js";
import { type Builder, scenario } from "../scenario/scenario.js";
import { showValue } from "../scenario/value.js";
import type { RecordedWorkloads, WorkloadsResult } from "./result.js";

/** How workloads are drawn; everything has a default. */
export interface ForAllOptions extends CheckOptions {
  /** Number of workloads. Default 100. */
  readonly runs?: number;
  /** Where the random numbers begin. Default 1, so that two runs draw the same workloads. */
  readonly seed?: number;
  /** The path of a failing workload, as reported: replays that one alone. */
  readonly path?: string;
  /**
   * A property that some workload is expected to violate: then finding and shrinking one is as
   * expected, and finding none is not. Default: every workload is expected to be all right.
   */
  readonly violates?: string;
  /** How a workload is named in reports; the default shows its value. */
  readonly show?: (workload: never) => string;
}

/**
 * Draws workloads and checks the scenario of each. The first that is not as expected is shrunk, and
 * its smallest form is reported as a check of its own, with its interleaving.
 *
 * Throws a HeddleError for a wrong number of runs, and what `check` throws.
 */
export async function forAll<T>(
  name: string,
  workloads: fc.Arbitrary<T>,
  declare: (s: Builder, workload: T) => void,
  options: Omit<ForAllOptions, "show"> & { readonly show?: (workload: T) => string } = {},
): Promise<WorkloadsResult> {
  const { runs = 100, seed = 1, path: _path, violates, show = showValue, ...checking } = options;
  if (!Number.isInteger(runs) || runs < 1) {
    throw new HeddleError(`forAll "${name}": runs is ${String(runs)}; it must be 1 or more`);
  }
  const scenarioOf = (workload: T) =>
    scenario(`${name}: ${show(workload)}`, (s) => {
      declare(s, workload);
    });
  const known = host().workloadsBegin(name, (earlier) => {
    const workload = drawAgain(workloads, earlier);
    return workload === null ? null : scenarioOf(workload.value);
  });
  if (known !== null && known.verdict !== "violated") {
    const result: WorkloadsResult = { ...known, result: null, ms: 0 };
    host().workloads(result);
    return result;
  }
  // Of a known failure only the smallest workload is drawn again.
  const path = known?.path ?? options.path;
  let states = 0;
  let ms = 0;
  const told = new WorkloadsProgress(name, runs);
  let problem: Error | null = null;
  let undecided = false;
  const isAsExpected = async (workload: T): Promise<boolean> => {
    const search: Host["progress"] = (progress) => told.searching(states, progress);
    const result = await checkWithin(name, scenarioOf(workload), checking, search);
    states += result.states ?? result.transitions;
    ms += result.ms;
    if (result.stopped !== null) undecided = true;
    told.explored(states);
    return result.properties.every(
      ({ asExpected, verdict }) => asExpected || verdict === "undecided",
    );
  };
  const property = fc.asyncProperty(workloads, (workload) =>
    isAsExpected(workload).catch((error: unknown) => {
      // A mistake in the scenario is no finding: stop drawing and tell it as it is.
      problem ??= error instanceof Error ? error : new Error(String(error));
      return false;
    }),
  );
  const details = await fc.check(property, {
    numRuns: runs,
    seed,
    ...(path === undefined ? {} : { path }),
    ...(path === undefined ? {} : { endOnFailure: true }),
  });
  if (problem !== null) throw problem as Error;
  const smallest = details.counterexample === null ? null : details.counterexample[0];
  const failed = details.failed && smallest !== null;
  const found: CheckOptions =
    violates === undefined
      ? checking
      : { ...checking, expect: { ...checking.expect, [violates]: "violated" } };
  const result: WorkloadsResult = {
    name,
    expected: violates === undefined ? "holds" : "violated",
    verdict: failed ? "violated" : undecided ? "undecided" : "holds",
    workloads: details.numRuns,
    states,
    seed,
    path: failed ? details.counterexamplePath : null,
    smallest: failed ? show(smallest) : null,
    result: failed ? await checkWithin(null, scenarioOf(smallest), found) : null,
    shrinks: details.numShrinks,
    ms,
    ...(failed && known !== null ? figuresOf(known) : {}),
  };
  host().workloads(result);
  return result;
}

/** Milliseconds between two reports of how far a series is. */
const progressTime = 100;

/** Tells the host how far a series of workloads is. */
class WorkloadsProgress {
  private readonly begun = host().now();
  private last = this.begun;
  private done = 0;

  constructor(
    private readonly name: string,
    private readonly runs: number,
  ) {}

  /** Another workload has been explored, or a smaller one of one that failed. */
  explored(states: number): void {
    this.done = Math.min(this.runs, this.done + 1);
    this.tell(states, 0, 0);
  }

  /** A workload is being explored, after others with so many states. */
  searching(states: number, { explored, transitions, depth }: Progress): void {
    this.tell(states + explored, transitions, depth);
  }

  private tell(explored: number, transitions: number, depth: number): void {
    const { name, runs, done } = this;
    const surroundings = host();
    const now = surroundings.now();
    if (now - this.last < progressTime) return;
    this.last = now;
    surroundings.progress({
      scenario: name,
      engine: "states",
      explored,
      transitions,
      depth,
      fraction: done / runs,
      ms: now - this.begun,
      workloads: { done, of: runs },
    });
  }
}

/** The workload that failed in an earlier run; null when drawing does not lead there any more. */
function drawAgain<T>(
  workloads: fc.Arbitrary<T>,
  { seed, path }: RecordedWorkloads,
): { readonly value: T } | null {
  if (path === null) return null;
  try {
    let drawn: { readonly value: T } | null = null;
    const refusing = fc.property(workloads, (value) => {
      drawn = { value };
      return false;
    });
    fc.check(refusing, { seed, path, numRuns: 1, endOnFailure: true });
    return drawn;
  } catch {
    // The path is one through other workloads.
    return null;
  }
}

function figuresOf({ workloads, states, shrinks }: RecordedWorkloads) {
  return { workloads, states, shrinks };
}
