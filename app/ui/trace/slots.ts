/** Arrays whose slots refer to records: which folio sits in which slot. */
import type { StateEntry } from "../../../engine/trace/trace.js";

/** Neighbouring slots with the same content. */
export interface SlotRun {
  /** Index of the first slot. */
  readonly from: number;
  /** Index behind the last slot. */
  readonly to: number;
  /** The record's name, `null`, or whatever else is in the slot. */
  readonly value: string;
  /** Whether the value names a record of this state. */
  readonly isRecord: boolean;
}

/** One array of slots. */
export interface SlotArray {
  /** `i_pages`. */
  readonly name: string;
  /** Number of slots. */
  readonly length: number;
  readonly runs: readonly SlotRun[];
}

/** Names of records: whatever has fields (`A` of `A.dirty`), and only simple names. */
export function recordNames(state: readonly StateEntry[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { location } of state) {
    const match = /^([A-Za-z_$][\w$]*)\./.exec(location);
    if (match !== null) names.add(match[1]);
  }
  return names;
}

/**
 * The arrays of a state (`name[0]`, `name[1]`, ...) of which some slot refers, in any of the given
 * states, to a record. Slots that follow each other and hold the same record are one run.
 */
export function slotArrays(
  state: readonly StateEntry[],
  also: readonly StateEntry[] = [],
): SlotArray[] {
  const records = recordNames(state);
  const slots = slotsOf(state);
  const others = slotsOf(also);
  return [...slots]
    .filter(([name, values]) =>
      [...values, ...(others.get(name) ?? [])].some((value) => records.has(value)),
    )
    .map(([name, values]) => ({
      name,
      length: values.length,
      runs: runsOf(values, records),
    }));
}

function slotsOf(state: readonly StateEntry[]): Map<string, string[]> {
  const arrays = new Map<string, string[]>();
  for (const { location, value } of state) {
    const match = /^([^.[\]]+)\[(\d+)\]$/.exec(location);
    if (match === null) continue;
    const values = arrays.get(match[1]) ?? [];
    // An array whose indices do not count up from 0 is no array of slots.
    if (Number(match[2]) === values.length) values.push(value);
    arrays.set(match[1], values);
  }
  return arrays;
}

function runsOf(values: readonly string[], records: ReadonlySet<string>): SlotRun[] {
  const runs: SlotRun[] = [];
  for (const [index, value] of values.entries()) {
    const last = runs.at(-1);
    const isRecord = records.has(value);
    if (last !== undefined && isRecord && last.value === value) {
      runs[runs.length - 1] = { ...last, to: index + 1 };
    } else runs.push({ from: index, to: index + 1, value, isRecord });
  }
  return runs;
}
