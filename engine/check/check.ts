import { guarded } from "../automaton/determinism.js";
import { Machine } from "../memory/machine.js";
import { machineFor } from "../memory/models.js";
import { HeddleError } from "../scenario/errors.js";
import type { Built, Scenario } from "../scenario/scenario.js";
import { silently } from "../scenario/silence.js";
import type { ReplayResult } from "../trace/replay-result.js";
import { decodeReplay, nameHash } from "../trace/replay-string.js";
import { replay as follow } from "../trace/replay.js";
import type { Recruits } from "./crew/leader.js";
import { Driver } from "./drive.js";
import { type Explored, explore } from "./explore.js";
import { type Host, type StartedCheck, host } from "./host.js";
import type { CheckResult } from "./result.js";
import { type CheckOptions, type Settings, checkExpectations, settingsOf } from "./settings.js";
import { writeUp } from "./write-up.js";

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
 * @internal As `check`, as part of a sweep or a series of workloads with this name; one with
 * `progress` is not reported to the host, which tells that of its search instead.
 */
export async function checkWithin(
  series: string | null,
  scenario: Scenario,
  options: CheckOptions,
  progress: Host["progress"] | null = null,
): Promise<CheckResult> {
  const surroundings = host();
  const settings = settingsOf(scenario, options, surroundings.overrides);
  checkExpectations(
    guarded(() => scenario.build()),
    settings.expect,
  );
  const silent = progress !== null;
  const started: StartedCheck = { scenario, settings, series, silent };
  const { crew } = surroundings;
  if (crew?.role === "helper") return crew.attend(scenario, settings);
  const run = async (recruits: Recruits | null) => {
    const observed = silent ? { ...surroundings, progress } : surroundings;
    const driver = new Driver(observed, settings.budget.seconds);
    let result = surroundings.begins(started);
    if (result === null) {
      const explored = await explore(scenario, settings, driver, recruits);
      const ms = driver.elapsed;
      result = guarded(() => silently(() => writeUp(scenario, settings, explored, ms, !silent)));
    }
    if (!silent) surroundings.finished(result, started);
    return result;
  };
  return crew === null ? run(null) : crew.lead(run);
}

/** A result of which nothing is decided, for a check that is not to explore. */
export function undecidedResult(scenario: Scenario, settings: Settings): CheckResult {
  return guarded(() => writeUp(scenario, settings, notExplored(scenario.build()), 0));
}

/**
 * Follows a recorded interleaving on a scenario as it is now, without exploring anything.
 *
 * Throws a HeddleError when the string is damaged, or is of another scenario or property.
 */
export function replay(scenario: Scenario, text: string): ReplayResult {
  const recording = decodeReplay(text);
  if (recording.scenario !== nameHash(scenario.name)) {
    throw new HeddleError(`this replay string was not made from "${scenario.name}"`, {
      hint: "pass the scenario it was made from; a renamed scenario gets new strings",
    });
  }
  return guarded(() => follow(machineFor(scenario.build(), recording.memory), recording));
}

function notExplored(built: Built): Explored {
  return {
    engine: "states",
    reason: "not explored",
    stopped: { budget: "cancelled", limit: "not explored", covered: null },
    prefix: [],
    machine: new Machine(built),
    findings: null,
    states: 0,
    transitions: 0,
    assumeBlocked: null,
    sleepSetBlocked: null,
    bytes: 0,
    collisionProbability: 0,
    unfolding: null,
  };
}
