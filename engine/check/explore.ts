/**
 * Runs the engine that was asked for, or chooses one: a deterministic choice, by the properties and
 * by how far each engine gets with the same effort.
 */
import { StateSearch } from "../explore/states/state-search.js";
import type { Machine } from "../memory/machine.js";
import { machineFor } from "../memory/models.js";
import type { Built } from "../scenario/scenario.js";
import type { Settings } from "./check.js";
import type { DriveEnd, Driver } from "./drive.js";
import type { Findings } from "./findings.js";
import type { EngineName, Stopped } from "./result.js";
import { stateFindings } from "./state-verdicts.js";

/** What an engine leaves behind. */
export interface Explored {
  readonly engine: EngineName;
  /** Why this engine, one sentence. */
  readonly reason: string;
  readonly stopped: Stopped | null;
  readonly machine: Machine;
  /** Null when nothing was explored. */
  readonly findings: Findings | null;
  readonly states: number | null;
  readonly transitions: number;
  readonly assumeBlocked: bigint | null;
  readonly sleepSetBlocked: number | null;
  readonly bytes: number;
  readonly collisionProbability: number;
}

/** Explores a scenario within its budgets. */
export async function explore(built: Built, settings: Settings, driver: Driver): Promise<Explored> {
  return exploreStates(built, settings, driver, "asked for");
}

async function exploreStates(
  built: Built,
  settings: Settings,
  driver: Driver,
  reason: string,
): Promise<Explored> {
  const search = new StateSearch(
    machineFor(built, settings.memory),
    settings.budget,
    settings.exact,
  );
  const end = await driver.drive(search, () => ({
    scenario: built.name,
    engine: "states",
    explored: search.visited.size,
    transitions: search.transitions,
    depth: search.currentDepth,
    fraction: search.fraction,
  }));
  return finishStates(search, settings, end, reason);
}

function finishStates(
  search: StateSearch,
  settings: Settings,
  end: DriveEnd,
  reason: string,
): Explored {
  const covered = search.fraction;
  const why = end === "done" ? search.stopped : end === "paused" ? "cancelled" : end;
  const stopped = why === null ? null : { budget: why, limit: limitText(why, settings), covered };
  if (stopped === null) search.machine.program.unfolder.audit();
  return {
    engine: "states",
    reason,
    stopped,
    machine: search.machine,
    findings: stateFindings(search, stopped === null),
    states: search.visited.size,
    transitions: search.transitions,
    assumeBlocked: null,
    sleepSetBlocked: null,
    bytes: search.bytes,
    collisionProbability: search.visited.collisionProbability,
  };
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
