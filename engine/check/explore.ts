/**
 * Runs the engine that was asked for, or chooses one. The choice is deterministic: it depends on
 * the properties and on how far each engine gets with the same effort, never on the clock.
 */
import { guarded } from "../automaton/determinism.js";
import { DepthCounter } from "../explore/depth-counts.js";
import type { Searched } from "../explore/states/searched.js";
import { StateSearch } from "../explore/states/state-search.js";
import type { RunEnd } from "../explore/traces/run-judge.js";
import { TraceSearch } from "../explore/traces/search.js";
import { finish } from "../explore/states/state-graph.js";
import type { Machine } from "../memory/machine.js";
import { machineAfter, machineFor } from "../memory/models.js";
import type { Built, Scenario } from "../scenario/scenario.js";
import type { Recruits } from "./crew/leader.js";
import { type Together, searchTogether } from "./crew/together.js";
import type { Settings } from "./settings.js";
import type { DriveEnd, Driver } from "./drive.js";
import { PropertyEvaluator } from "../explore/property-evaluator.js";
import type { Finding, Findings } from "./findings.js";
import { OutcomeCounter } from "./outcome-counter.js";
import type { EngineName, Stopped } from "./result.js";
import { stateFindings } from "./state-verdicts.js";
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
  const search = stateSearch(scenario.build(), settings);
  const states = (reason: string) =>
    allStates(scenario, search, settings, driver, recruits, reason);
  if (settings.engine === "states") return states("asked for");
  if (search.machine.built.properties.some(({ kind }) => kind !== "atEnd")) {
    return states("its properties look at every state");
  }
  const end = await driveStates(search, driver, () => search.visited.size > fewStates);
  if (end !== "paused") return finishAlone(search, settings, driver, end, "few enough states");
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
  const machine = guarded(() => machineAfter(scenario.build(), settings.memory, prefix));
  const search = guarded(() => new StateSearch(machine, settings.budget, settings.exact));
  const reason = "explored from a given step";
  const explored = await allStates(scenario, search, settings, driver, null, reason);
  return { ...explored, prefix };
}

function stateSearch(built: Built, settings: Settings): StateSearch {
  return guarded(
    () => new StateSearch(machineFor(built, settings.memory), settings.budget, settings.exact),
  );
}

/** Drives a state search, with its progress told to the host. */
export function driveStates(
  search: StateSearch,
  driver: Driver,
  enough?: () => boolean,
): Promise<DriveEnd> {
  const progress = () => ({
    scenario: search.machine.built.name,
    engine: "states" as const,
    explored: search.visited.size,
    transitions: search.transitions,
    depth: search.currentDepth,
    depths: search.depths.summary,
    fraction: search.isOver ? 1 : search.fraction,
  });
  return driver.drive(search, progress, enough);
}

/** Goes on with a search to its end, with helpers when it becomes large. */
async function allStates(
  scenario: Scenario,
  search: StateSearch,
  settings: Settings,
  driver: Driver,
  recruits: Recruits | null,
  reason: string,
): Promise<Explored> {
  const shared = settings.exact ? null : recruits;
  const end = await driveStates(search, driver, () => shared?.readyFor(search) ?? false);
  if (shared === null || end !== "paused") {
    return finishAlone(search, settings, driver, end, reason);
  }
  const together = await searchTogether(search, shared, driver);
  if (together !== null) {
    const stopped = stoppedBy(
      together.end === "done" ? null : together.end,
      together.covered,
      settings,
    );
    const { unfolding } = together;
    return finishStates(together.search, driver, stopped, reason, unfolding);
  }
  const again = stateSearch(scenario.build(), settings);
  return finishAlone(again, settings, driver, await driveStates(again, driver), reason);
}

function finishAlone(
  search: StateSearch,
  settings: Settings,
  driver: Driver,
  end: DriveEnd,
  reason: string,
): Promise<Explored> {
  const covered = search.fraction;
  const stopped = stoppedBy(end === "done" ? search.stopped : end, covered, settings);
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
  if (stopped === null) search.machine.program.unfolder.audit();
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

function stoppedBy(
  end: Stopped["budget"] | "paused" | null,
  covered: number,
  settings: Settings,
): Stopped | null {
  if (end === null || end === "paused") return null;
  return { budget: end, limit: limitText(end, settings), covered };
}

/** A traces search with what is needed to run and judge it. */
class TraceRun {
  readonly search: TraceSearch;
  readonly outcomes: OutcomeCounter;
  /** Executions by their steps. */
  private readonly lengths = new DepthCounter();
  private readonly settings: Settings;

  constructor(built: Built, settings: Settings) {
    const machine = guarded(() => machineFor(built, settings.memory));
    const evaluator = new PropertyEvaluator(machine);
    const outcomes = new OutcomeCounter(machine, evaluator);
    const onEnd = (end: RunEnd) => {
      this.lengths.add(this.search.depth);
      if (end === "complete") outcomes.count();
    };
    this.outcomes = outcomes;
    this.settings = settings;
    this.search = guarded(() => new TraceSearch(machine, evaluator, { onEnd }));
  }

  get executions(): number {
    const { judge } = this.search;
    return judge.complete + judge.deadlocked + judge.failed + judge.assumed;
  }

  /** The budget that has been met, if any. */
  get exceeded(): "executions" | "memory" | null {
    const { budget } = this.settings;
    if (this.executions >= budget.executions) return "executions";
    return this.search.bytes > budget.bytes ? "memory" : null;
  }

  drive(driver: Driver, enough: () => boolean): Promise<DriveEnd> {
    const { search } = this;
    const progress = () => ({
      scenario: search.machine.built.name,
      engine: "traces" as const,
      explored: this.executions,
      transitions: search.transitions,
      depth: search.depth,
      depths: this.lengths.summary,
      fraction: search.fraction,
    });
    return driver.drive(search, progress, () => this.exceeded !== null || enough());
  }
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
  if (stopped === null) search.machine.program.unfolder.audit();
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
  const search = stateSearch(scenario.build(), {
    ...settings,
    budget: { ...settings.budget, states: Math.min(settings.budget.states, statesToSimplify) },
  });
  if ((await driveStates(search, driver)) !== "done" || search.stopped !== null) return found;
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
