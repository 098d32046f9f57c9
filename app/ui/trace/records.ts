/** Shared locations grouped for a reader: the fields of a record together, the rest together. */
import type { StateEntry } from "../../../engine/trace/trace.js";

/** One location as a part of something. */
export interface Field {
  /** What is left of the name inside its group: `dirty`, `[0]`, or all of it. */
  readonly name: string;
  readonly location: string;
  readonly value: string;
}

/** A record (`A`, `pte[0]`), an array (`disk`), or the locations that belong to neither. */
export interface RecordGroup {
  /** Empty for the locations that belong to no record. */
  readonly name: string;
  readonly fields: readonly Field[];
}

/**
 * Splits a location's name: `A.dirty` is `dirty` of `A`, `pte[0].writable` is `writable` of
 * `pte[0]`, `disk[1]` is `[1]` of `disk`, and `x` stands alone.
 */
export function splitLocation(location: string): { readonly group: string; readonly name: string } {
  const dot = location.lastIndexOf(".");
  if (dot > 0 && dot < location.length - 1) {
    return { group: location.slice(0, dot), name: location.slice(dot + 1) };
  }
  const index = /^(.+?)((?:\[[^\]]*\])+)$/.exec(location);
  return index === null ? { group: "", name: location } : { group: index[1], name: index[2] };
}

/**
 * Names of locations for a narrow place; a group is named once: `pte[0].dirty, .folio, disk[0], [1]`.
 */
export function joinLocations(locations: readonly string[]): string {
  let before = "";
  return locations
    .map((location) => {
      const { group } = splitLocation(location);
      const text = group !== "" && group === before ? location.slice(group.length) : location;
      before = group;
      return text;
    })
    .join(", ");
}

/**
 * Groups a state. Groups stand in the order in which the state first names them; locations of no
 * record come last.
 */
export function recordsOf(state: readonly StateEntry[]): RecordGroup[] {
  const groups = new Map<string, Field[]>();
  for (const { location, value } of state) {
    const { group, name } = splitLocation(location);
    const fields = groups.get(group) ?? [];
    fields.push({ name, location, value });
    groups.set(group, fields);
  }
  const named = [...groups].filter(([name]) => name !== "");
  const loose = groups.get("");
  return [...named, ...(loose === undefined ? [] : [["", loose] as const])].map(
    ([name, fields]) => ({ name, fields }),
  );
}
