/** Which accesses of a trace conflict, as far as the trace tells. */
import type { StepKind, TraceStep } from "../../../engine/trace/trace.js";

/** Kinds that write whatever they touch, also where the value stays the same. */
const WRITERS: ReadonlySet<StepKind> = new Set<StepKind>(["write", "update", "flush", "unlock"]);

/** Locations in memory that a step read or wrote. */
export interface Accesses {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/**
 * A step's accesses. Writes, updates, flushes and unlocks write all they touch; every other step
 * (a lock, a trylock, an atomic block) writes what it changed and reads the rest. A store that
 * waits in a store buffer touches no memory yet: its flush does.
 */
export function accessesOf({ kind, touched, changes }: TraceStep): Accesses {
  if (WRITERS.has(kind)) return { reads: [], writes: touched };
  const changed = new Set(changes.map(({ location }) => location));
  return {
    reads: touched.filter((location) => !changed.has(location)),
    writes: [...changed],
  };
}
