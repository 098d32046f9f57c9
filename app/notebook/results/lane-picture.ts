import { decodeReplay } from "../../../engine/trace/replay-string.js";
import { laneOf } from "../../../engine/memory/machine.js";
import type { RecordedProperty } from "../../../engine/check/recorded.js";
import type { Results } from "./record.js";

/** Steps of a schedule that a picture shows; more would be too thin to see. */
const most = 200;

/**
 * The interleaving that tells most about a notebook, as the lane of each of its steps: of the
 * recorded violations, else of the witnesses, the one in which lanes change most often, the first
 * of several. Null when none is recorded.
 */
export function lanePictureOf(results: Results): readonly number[] | null {
  const properties = [...results.values()].flatMap(({ checks }) =>
    checks.flatMap((check) => check.properties),
  );
  const violations = properties.filter(({ verdict }) => verdict === "violated");
  return mostChanging(violations) ?? mostChanging(properties);
}

function mostChanging(properties: readonly RecordedProperty[]): readonly number[] | null {
  let best: { readonly lanes: readonly number[]; readonly changes: number } | null = null;
  for (const { replay } of properties) {
    if (replay === null) continue;
    const lanes = decodeReplay(replay).moves.slice(0, most).map(laneOf);
    const changes = lanes.filter((lane, at) => at > 0 && lane !== lanes[at - 1]).length;
    if (best === null || changes > best.changes) best = { lanes, changes };
  }
  return best?.lanes ?? null;
}
