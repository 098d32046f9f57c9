import { decodeReplay } from "../../../engine/trace/replay-string.js";
import { laneOf } from "../../../engine/memory/machine.js";
import type { Results } from "./record.js";

/** Steps of a schedule that a picture shows; more would be too thin to see. */
const most = 200;

/**
 * The interleaving that tells most about a notebook, as the lane of each of its steps: the first
 * recorded violation, else the first witness. Null when neither is recorded.
 */
export function lanePictureOf(results: Results): readonly number[] | null {
  const properties = [...results.values()].flatMap(({ checks }) =>
    checks.flatMap((check) => check.properties),
  );
  const telling =
    properties.find(({ verdict, replay }) => verdict === "violated" && replay !== null) ??
    properties.find(({ replay }) => replay !== null);
  if (telling?.replay == null) return null;
  return decodeReplay(telling.replay).moves.slice(0, most).map(laneOf);
}
