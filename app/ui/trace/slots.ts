/** Slots of an array side by side: which folio sits in which slot. */
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

/** Names of records: whatever has fields (`A` of `A.dirty`), and only simple names. */
export function recordNames(state: readonly StateEntry[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { location } of state) {
    const match = /^([A-Za-z_$][\w$]*)\./.exec(location);
    if (match !== null) names.add(match[1]);
  }
  return names;
}

/** Slots that follow each other and hold the same record as one run, any other slot by itself. */
export function slotRuns(values: readonly string[], records: ReadonlySet<string>): SlotRun[] {
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
