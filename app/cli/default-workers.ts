import { availableParallelism } from "node:os";

/** Workers that are started unasked at most: each of them evaluates the notebook for itself. */
const most = 4;

/** Workers that explore a large scenario together when the user names no number. */
export function defaultWorkers(): number {
  return Math.min(availableParallelism(), most);
}
