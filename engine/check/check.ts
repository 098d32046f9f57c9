import { guarded } from "../automaton/determinism.js";
import { Machine } from "../memory/machine.js";
import { machineFor } from "../memory/models.js";
import { HeddleError } from "../scenario/errors.js";
import { followTable } from "../report/follow-table.js";
import type { Built, Scenario } from "../scenario/scenario.js";
import type { ReplayResult } from "../trace/replay-result.js";
import { type Recording, decodeReplay, isReplayString, nameHash } from "../trace/replay-string.js";
import { replay as follow } from "../trace/replay.js";
import { Driver } from "./drive.js";
import { type Explored, explore } from "./explore.js";
import { type Host, host } from "./host.js";
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
  const settings = settingsOf(scenario, options, surroundings.overrides);
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

/** Follows the host's replay string if it belongs to this scenario, or the host's table. */
function replayInstead(
  scenario: Scenario,
  settings: Settings,
  text: string,
  surroundings: Host,
): CheckResult {
  if (!isReplayString(text)) {
    const machine = machineFor(scenario.build(), settings.memory);
    surroundings.replayed(guarded(() => followTable(machine, text)));
  } else {
    const recording = decodeReplay(text);
    if (isOf(recording, scenario)) surroundings.replayed(followOn(scenario, recording));
  }
  return writeUp(scenario, settings, notExplored(scenario.build()), 0);
}

/**
 * Follows a recorded interleaving on a scenario as it is now, without exploring anything.
 *
 * Throws a HeddleError when the string is damaged, or is of another scenario or property.
 */
export function replay(scenario: Scenario, text: string): ReplayResult {
  const recording = decodeReplay(text);
  if (isOf(recording, scenario)) return followOn(scenario, recording);
  throw new HeddleError(`this replay string was not made from "${scenario.name}"`, {
    hint: "pass the scenario it was made from; a renamed scenario gets new strings",
  });
}

function isOf(recording: Recording, scenario: Scenario): boolean {
  return recording.scenario === nameHash(scenario.name);
}

function followOn(scenario: Scenario, recording: Recording): ReplayResult {
  return guarded(() => follow(machineFor(scenario.build(), recording.memory), recording));
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
