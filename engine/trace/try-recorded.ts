import { guarded } from "../automaton/determinism.js";
import type { RecordedCheck } from "../check/recorded.js";
import { machineFor } from "../memory/models.js";
import { HeddleError } from "../scenario/errors.js";
import type { Scenario } from "../scenario/scenario.js";
import { decodeReplay } from "./replay-string.js";
import type { ReplayResult } from "./replay-result.js";
import { replay } from "./replay.js";

/**
 * Follows the interleavings of an earlier result on the scenario as it is now, in order, each when
 * it is asked for; those of properties that are gone are left out.
 */
export function* tryRecorded(
  scenario: Scenario,
  recorded: RecordedCheck,
): Generator<ReplayResult, void> {
  for (const { replay: text } of recorded.properties) {
    if (text === null) continue;
    try {
      const recording = decodeReplay(text);
      yield guarded(() => replay(machineFor(scenario.build(), recording.memory), recording));
    } catch (error) {
      if (!(error instanceof HeddleError)) throw error;
    }
  }
}
