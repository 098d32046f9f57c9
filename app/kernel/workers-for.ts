/** Workers that are started unasked at most: each of them evaluates the notebook for itself. */
const most = 8;

/**
 * Workers that explore a large scenario together.
 *
 * @param wanted what the user has chosen; 0 for all cores, up to 8
 * @param cores cores of the machine
 */
export function workersFor(wanted: number, cores: number): number {
  return wanted > 0 ? wanted : Math.max(1, Math.min(cores, most));
}
