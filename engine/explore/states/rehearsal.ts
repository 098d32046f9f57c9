/**
 * Before a helper joins a search it goes where the leader has been, so that it numbers threads and
 * locations as the leader does, and so that a scenario which is not the same one is found out.
 */
import type { Layout } from "../../scenario/layout.js";
import { type Machine, moveBuffer } from "../../memory/machine.js";
import type { StateSearch } from "./state-search.js";

/** Where the leader has been; plain data. */
export interface Rehearsal {
  /** Schedules on which threads declared something, in that order. */
  readonly declarations: readonly Int32Array[];
  /** The leader's current schedule, and the fingerprint after each of its moves. */
  readonly schedule: Int32Array;
  readonly fingerprints: Int32Array;
  /** Names of all threads and locations in order of declaration. */
  readonly names: readonly string[];
}

/** Notes where a search has been. */
export function rehearsalOf(search: StateSearch): Rehearsal {
  search.noteDeclaration();
  return {
    declarations: search.declarations,
    ...search.path,
    names: namesIn(search.machine.program.layout),
  };
}

/** Follows the leader; false when this machine's scenario turns out to be another one. */
export function rehearse(machine: Machine, rehearsal: Rehearsal): boolean {
  for (const schedule of rehearsal.declarations) fingerprintsAlong(machine, schedule);
  const fingerprints = fingerprintsAlong(machine, rehearsal.schedule);
  const names = namesIn(machine.program.layout);
  return (
    fingerprints.every((half, i) => half === rehearsal.fingerprints[i]) &&
    names.length === rehearsal.names.length &&
    names.every((name, i) => name === rehearsal.names[i])
  );
}

function fingerprintsAlong(machine: Machine, schedule: Int32Array): Int32Array {
  const fingerprints = new Int32Array(2 * schedule.length);
  machine.reset();
  schedule.forEach((move, i) => {
    machine.step(move);
    fingerprints[2 * i] = machine.hashLow;
    fingerprints[2 * i + 1] = machine.hashHigh;
  });
  // Asking what can happen next may declare things too.
  machine.moves(moveBuffer, 0);
  machine.reset();
  return fingerprints;
}

function namesIn(layout: Layout): string[] {
  return layout.slots.map((slot) =>
    slot.holds === "location" ? slot.location.name : `${slot.holds} ${slot.thread.name}`,
  );
}
