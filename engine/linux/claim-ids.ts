import { HeddleError } from "../index.js";

/**
 * The claims that a scenario names by their ids. One without any would hold whatever happens.
 *
 * @throws HeddleError when none is named, or one that does not exist
 */
export function claimIds<Id extends string>(
  what: string,
  names: Readonly<Record<Id, string>>,
  ids: readonly Id[],
): readonly Id[] {
  const known = Object.keys(names).join(", ");
  if (ids.length === 0) {
    throw new HeddleError(`${what}(s, m) names nothing to check`, {
      hint: `name some after the page cache: ${known}`,
    });
  }
  for (const id of ids) {
    if (Object.hasOwn(names, id)) continue;
    throw new HeddleError(`${what}(s, m, ...) does not know ${id}`, { hint: `there are ${known}` });
  }
  return ids;
}
