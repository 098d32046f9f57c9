/**
 * Runs the engine that was asked for, or chooses one. The choice is deterministic: it depends on
 * the properties and on how far each engine gets with the same effort, never on the clock.
 */
import type { Searched } from "../explore/states/searched.js";
import { finish } from "../explore/states/state-graph.js";
import type { Machine } from "../memory/machine.js";
import { machineAfter, machineFor } from "../memory/models.js";
import type { Scenario } from "../scenario/scenario.js";
import { silently } from "../scenario/silence.js";
import type { Recruits } from "./crew/leader.js";
import { type Together, searchTogether } from "./crew/together.js";
import type { Settings } from "./settings.js";
import type { DriveEnd, Driver } from "./drive.js";
import type { Finding, Findings } from "./findings.js";
import type { EngineName, Stopped } from "./result.js";
import { StateRun } from "./state-run.js";
import { stateFindings } from "./state-verdicts.js";
import { TraceRun } from "./trace-run.js";
import { traceFindings } from "./trace-verdicts.js";

/** What an engine leaves behind. */
export interface Explored {
  readonly engine: EngineName;
  /** Why this engine, one sentence. */
  readonly reason: string;
  readonly stopped: Stopped | null;
  /** Moves that lead from the scenario's initial state to the one that the search began in. */
  readonly prefix: readonly number[];
  /** Makes the moves of the findings. */
  readonly machine: Machine;
  /** Null when nothing was explored. */
  readonly findings: Findings | null;
  readonly states: number | null;
  readonly transitions: number;
  readonly assumeBlocked: bigint | null;
  readonly sleepSetBlocked: number | null;
  readonly bytes: number;
  readonly collisionProbability: number;
  /** What several workers have unfolded; null when `machine` has unfolded everything. */
  readonly unfolding: Together["unfolding"] | null;
}

/** States within which the states engine need not be compared with the other one. */
const fewStates = 100_000;
/** Transitions that the traces engine gets to do better. */
const fairTry = 4_000_000;
/** States that may be searched for a simpler interleaving than the one that the traces engine met. */
const statesToSimplify = 1_000_000;

/** Explores a scenario within its budgets; `recruits` may help. */
export async function explore(
  scenario: Scenario,
  settings: Settings,
  driver: Driver,
  recruits: Recruits | null,
): Promise<Explored> {
  if (settings.engine === "traces") return traces(scenario, settings, driver, "asked for");
  const run = stateRun(scenario, settings);
  const { search } = run;
  const states = (reason: string) => allStates(run, settings, driver, recruits, reason);
  if (settings.engine === "states") return states("asked for");
  if (search.machine.built.properties.some(({ kind }) => kind !== "atEnd")) {
    return states("its properties look at every state");
  }
  const end = await run.drive(driver, () => search.visited.size > fewStates);
  if (end !== "paused") return finishAlone(run, settings, driver, end, "few enough states");
  const tried = await tryTraces(scenario, settings, driver);
  if (tried !== null) return tried;
  return states("the traces engine needs more steps than this one");
}

/** Explores every interleaving that begins with certain moves, with the states engine. */
export async function exploreAfter(
  scenario: Scenario,
  prefix: readonly number[],
  settings: Settings,
  driver: Driver,
): Promise<Explored> {
  const run = new StateRun(() => machineAfter(scenario.build(), settings.memory, prefix), settings);
  const explored = await allStates(run, settings, driver, null, "explored from a given step");
  return { ...explored, prefix };
}

function stateRun(scenario: Scenario, settings: Settings): StateRun {
  return new StateRun(() => machineFor(scenario.build(), settings.memory), settings);
}

/** Goes on with a search to its end, with helpers when it becomes large. */
async function allStates(
  run: StateRun,
  settings: Settings,
  driver: Driver,
  recruits: Recruits | null,
  reason: string,
): Promise<Explored> {
  const shared = settings.exact ? null : recruits;
  const end = await run.drive(driver, () => shared?.readyFor(run.search) ?? false);
  if (shared === null || end !== "paused") return finishAlone(run, settings, driver, end, reason);
  const together = await searchTogether(run, shared, driver);
  if (together !== null) {
    const stopped = stoppedBy(
      together.end === "done" ? null : together.end,
      together.covered,
      settings,
    );
    const { unfolding } = together;
    return finishStates(together.search, driver, stopped, reason, unfolding);
  }
  const again = run.again();
  return finishAlone(again, settings, driver, await again.drive(driver), reason);
}

function finishAlone(
  run: StateRun,
  settings: Settings,
  driver: Driver,
  end: DriveEnd,
  reason: string,
): Promise<Explored> {
  const { search } = run;
  const by = end === "done" ? search.stopped : end;
  const stopped = by === null ? null : stoppedBy(by, run.coveredAt(end), settings);
  if (stopped !== null) search.abandon();
  return finishStates(search, driver, stopped, reason, null);
}

async function finishStates(
  search: Searched,
  driver: Driver,
  stopped: Stopped | null,
  reason: string,
  unfolding: Together["unfolding"] | null,
): Promise<Explored> {
  if (stopped === null) audit(search.machine);
  return {
    engine: "states",
    reason,
    stopped,
    prefix: [],
    machine: search.machine,
    findings: await analyse(search, driver, stopped === null),
    states: search.visited.size,
    transitions: search.transitions,
    assumeBlocked: null,
    sleepSetBlocked: null,
    bytes: search.bytes,
    collisionProbability: search.visited.collisionProbability,
    unfolding,
  };
}

/**
 * The findings of a search. When the user cancels the analysis, what takes long is left out: counts
 * and simplest interleavings.
 */
async function analyse(search: Searched, driver: Driver, complete: boolean): Promise<Findings> {
  const findings = await driver.complete(stateFindings(search, complete));
  if (findings !== null) return findings;
  search.graph = null;
  return finish(stateFindings(search, complete));
}

/** Holds the threads against their automata once more. */
function audit({ program }: Machine): void {
  silently(() => program.unfolder.audit());
}

function stoppedBy(
  end: Stopped["budget"] | "paused" | null,
  covered: number | null,
  settings: Settings,
): Stopped | null {
  if (end === null || end === "paused") return null;
  return { budget: end, limit: limitText(end, settings), covered };
}

async function traces(
  scenario: Scenario,
  settings: Settings,
  driver: Driver,
  reason: string,
): Promise<Explored> {
  const run = new TraceRun(scenario.build(), settings);
  const end = await run.drive(driver, () => false);
  return finishTraces(scenario, run, settings, driver, end, reason);
}

/** The traces engine's result if it gets done with a fair effort, else null. */
async function tryTraces(
  scenario: Scenario,
  settings: Settings,
  driver: Driver,
): Promise<Explored | null> {
  const run = new TraceRun(scenario.build(), settings);
  const end = await run.drive(driver, () => run.search.transitions > fairTry);
  if (end === "paused" || run.search.tooDeep) return null;
  const reason = `fewer traces than states: more than ${fewStates.toLocaleString("en-US")} states`;
  return finishTraces(scenario, run, settings, driver, end, reason);
}

async function finishTraces(
  scenario: Scenario,
  run: TraceRun,
  settings: Settings,
  driver: Driver,
  end: DriveEnd,
  reason: string,
): Promise<Explored> {
  const { search } = run;
  const { fraction } = search;
  const by = end === "done" ? null : end === "paused" ? run.exceeded : end;
  const stopped = search.tooDeep ? tooDeep(fraction) : stoppedBy(by, fraction, settings);
  if (stopped === null) audit(search.machine);
  search.leave();
  const found = traceFindings(search, run.outcomes, stopped === null);
  const simpler = await simplify(scenario, found, settings, driver);
  return {
    engine: "traces",
    reason,
    stopped,
    prefix: [],
    machine: search.machine,
    findings: simpler,
    states: null,
    transitions: search.transitions,
    assumeBlocked: stopped === null ? BigInt(search.judge.assumed) : null,
    sleepSetBlocked: search.sleepSetBlocked,
    bytes: search.bytes,
    collisionProbability: 0,
    unfolding: null,
  };
}

function tooDeep(covered: number): Stopped {
  return { budget: "executions", limit: "runs of at most 200,000 steps", covered };
}

/**
 * Replaces the interleavings that the traces engine happened to meet by the simplest ones, where
 * the states are few enough to prove that. Both engines must agree on every verdict.
 */
async function simplify(
  scenario: Scenario,
  found: Findings,
  settings: Settings,
  driver: Driver,
): Promise<Findings> {
  const kinds = ["deadlock", "assert", "error"] as const;
  const shown = [...found.declared, ...kinds.map((kind) => found[kind])];
  if (!shown.some(({ moves }) => moves !== null)) return found;
  const run = stateRun(scenario, {
    ...settings,
    budget: { ...settings.budget, states: Math.min(settings.budget.states, statesToSimplify) },
  });
  const { search } = run;
  if ((await run.drive(driver)) !== "done" || search.stopped !== null) return found;
  const simplest = await analyse(search, driver, true);
  return {
    ...found,
    declared: found.declared.map((finding, p) => withSimplest(finding, simplest.declared[p])),
    deadlock: withSimplest(found.deadlock, simplest.deadlock),
    assert: withSimplest(found.assert, simplest.assert),
    error: withSimplest(found.error, simplest.error),
  };
}

function withSimplest(finding: Finding, simplest: Finding): Finding {
  if (finding.verdict === "undecided") return finding;
  if (finding.verdict !== simplest.verdict) {
    throw new Error(
      `the two engines disagree (${finding.verdict}, ${simplest.verdict}): this is a bug in ` +
        "Heddle; please report it with the notebook",
    );
  }
  const { moves, switches, minimal } = simplest;
  return { ...finding, moves, switches, minimal };
}

/** A limit with its unit. */
export function limitText(budget: Stopped["budget"], { budget: limits }: Settings): string {
  switch (budget) {
    case "states":
      return `${limits.states.toLocaleString("en-US")} states`;
    case "executions":
      return `${limits.executions.toLocaleString("en-US")} executions`;
    case "memory":
      return `${Math.round(limits.bytes / 2 ** 20).toLocaleString("en-US")} MiB`;
    case "time":
      return `${String(limits.seconds)} s`;
    case "cancelled":
      return "cancelled";
  }
}
