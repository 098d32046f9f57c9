import { guarded } from "../automaton/determinism.js";
import { Machine } from "../memory/machine.js";
import { machineFor } from "../memory/models.js";
import { HeddleError } from "../scenario/errors.js";
import type { Built, Scenario } from "../scenario/scenario.js";
import { decodeReplay, nameHash } from "../trace/replay-string.js";
import { replay } from "../trace/replay.js";
import { Driver } from "./drive.js";
import { type Explored, explore } from "./explore.js";
import { type Budget, type Host, host } from "./host.js";
import { implicitNames, writeUp } from "./write-up.js";
import type { CheckResult, EngineName, MemoryModel, Verdict } from "./result.js";

/** Expected verdicts by property name. */
export type Expectations = Readonly<Record<string, Verdict | undefined>>;

/** How to check a scenario; everything has a default. */
export interface CheckOptions {
  /** Default `sc`. */
  readonly memory?: MemoryModel;
  /** Default: chosen automatically; the result says why. */
  readonly engine?: EngineName;
  /** Expected verdicts by property name; the rest is expected to hold (or to be reachable). */
  readonly expect?: Expectations;
  readonly budget?: Budget;
  /** Compare whole states instead of 64-bit fingerprints (states engine). Default false. */
  readonly exact?: boolean;
}

/** Options with every default filled in. */
export interface Settings {
  readonly memory: MemoryModel;
  /** Undefined: to be chosen. */
  readonly engine: EngineName | undefined;
  readonly expect: Expectations;
  readonly budget: Required<Omit<Budget, "seconds">> & Pick<Budget, "seconds">;
  readonly exact: boolean;
}

const defaultBudget = { states: 50_000_000, executions: 500_000_000, bytes: 3 * 2 ** 30 } as const;

/**
 * Explores every interleaving of a scenario and decides its properties. A search that meets a
 * budget ends with `undecided` verdicts, never with "holds".
 *
 * Throws a HeddleError for wrong options and for wrong scenario code.
 */
export function check(scenario: Scenario, options: CheckOptions = {}): Promise<CheckResult> {
  return checkWithin(null, scenario, options);
}

/**
 * @internal As `check`, as part of a sweep or a series of workloads with this name; a `silent` one
 * is not reported to the host.
 */
export async function checkWithin(
  series: string | null,
  scenario: Scenario,
  options: CheckOptions,
  silent = false,
): Promise<CheckResult> {
  const surroundings = host();
  const settings = settingsOf(scenario, options, surroundings);
  checkExpectations(
    guarded(() => scenario.build()),
    settings.expect,
  );
  const driver = new Driver(surroundings, settings.budget.seconds);
  if (surroundings.replay !== null) {
    return replayInstead(scenario, settings, surroundings.replay, surroundings);
  }
  const explored = await explore(scenario, settings, driver);
  const result = guarded(() => writeUp(scenario, settings, explored, driver.elapsed));
  if (!silent) surroundings.finished(result, series);
  return result;
}

const memories: readonly MemoryModel[] = ["sc", "tso", "weak"];
const engines: readonly EngineName[] = ["states", "traces"];
const verdicts: readonly Verdict[] = ["holds", "violated", "reachable", "unreachable", "undecided"];

function settingsOf(scenario: Scenario, options: CheckOptions, surroundings: Host): Settings {
  if (typeof (scenario as Partial<Scenario> | undefined)?.build !== "function") {
    throw new HeddleError("check needs a scenario", {
      hint: 'pass what scenario("name", (s) => { ... }) returned',
    });
  }
  const { overrides } = surroundings;
  const memory = overrides.memory ?? options.memory ?? "sc";
  const engine = overrides.engine ?? options.engine;
  requireOneOf("memory", memory, memories);
  if (engine !== undefined) requireOneOf("engine", engine, engines);
  const budget = { ...defaultBudget, ...options.budget, ...overrides.budget };
  for (const [name, value] of Object.entries(budget)) {
    if (value !== undefined && !(typeof value === "number" && value > 0)) {
      throw new HeddleError(`budget.${name} is ${String(value)}; it must be a positive number`);
    }
  }
  return { memory, engine, expect: options.expect ?? {}, budget, exact: options.exact ?? false };
}

function requireOneOf(what: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return;
  throw new HeddleError(`${what} is ${JSON.stringify(value)}; it must be ${allowed.join(" or ")}`);
}

/** Every expectation must name a property and a verdict that it can have. */
function checkExpectations(built: Built, expect: Settings["expect"]): void {
  const kinds = new Map<string, string>(built.properties.map((p) => [p.name, p.kind]));
  for (const name of Object.values(implicitNames)) kinds.set(name, "implicit");
  for (const [name, verdict] of Object.entries(expect)) {
    if (verdict === undefined) continue;
    const kind = kinds.get(name);
    if (kind === undefined) {
      const known = [...kinds.keys()].map((known) => `"${known}"`).join(", ");
      throw new HeddleError(`expect names "${name}", but "${built.name}" has no such property`, {
        hint: `its properties are ${known}`,
      });
    }
    requireOneOf(`the expected verdict of "${name}"`, verdict, verdicts);
    const fits =
      kind === "reachable"
        ? verdict !== "holds" && verdict !== "violated"
        : verdict !== "reachable" && verdict !== "unreachable";
    if (!fits) {
      const right = kind === "reachable" ? "reachable or unreachable" : "holds or violated";
      throw new HeddleError(`"${name}" cannot be ${verdict}; expect ${right}`);
    }
  }
}

/** Re-executes the host's replay string if it belongs to this scenario. */
function replayInstead(
  scenario: Scenario,
  settings: Settings,
  text: string,
  surroundings: Host,
): CheckResult {
  const recording = decodeReplay(text);
  if (recording.scenario === nameHash(scenario.name)) {
    const machine = machineFor(scenario.build(), recording.memory);
    surroundings.replayed(guarded(() => replay(machine, recording)));
  }
  return writeUp(scenario, settings, notExplored(scenario.build()), 0);
}

function notExplored(built: Built): Explored {
  return {
    engine: "states",
    reason: "replay only",
    stopped: { budget: "cancelled", limit: "replay only", covered: null },
    machine: new Machine(built),
    findings: null,
    states: 0,
    transitions: 0,
    assumeBlocked: null,
    sleepSetBlocked: null,
    bytes: 0,
    collisionProbability: 0,
  };
}
