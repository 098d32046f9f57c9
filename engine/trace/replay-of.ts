import { stepKey } from "./build-trace.js";
import { encodeReplay, nameHash, stepCheck } from "./replay-string.js";
import type { Trace } from "./trace.js";

/**
 * The replay string of an interleaving.
 *
 * @param property what it was made for: a property's name, or the hash of one from another recording
 * @param moves its schedule
 */
export function replayOf(
  trace: Trace,
  property: string | number,
  moves: readonly number[],
): string {
  return encodeReplay({
    memory: trace.memory,
    scenario: nameHash(trace.scenario),
    property: typeof property === "string" ? nameHash(property) : property,
    moves,
    checks: trace.steps.map((step) => stepCheck(stepKey(trace, step))),
  });
}
