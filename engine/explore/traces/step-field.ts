/**
 * Events that have not happened (or not yet) lie side by side in arrays: asleep, in a wakeup tree,
 * in a sequence to be inserted into one. The first fields of each are these.
 */
import type { AccessCodes } from "./access-codes.js";

/** Fields of every such event. */
export const enum StepField {
  Move,
  /** Thread or store buffer. */
  Agent,
  /** Access code. */
  Code,
}

/** Fields of an event of a sequence after those of `StepField`. */
export const enum SequenceField {
  /** Depth in the run that it comes from, -1 for an event that is not in the run. */
  Depth = 3,
  Size = 4,
  Shift = 2,
}

/**
 * Where in a sequence from `from` on the first event of an agent begins, or the first one that
 * conflicts with an access; `end` if there is none.
 */
export function firstMet(
  sequence: Int32Array,
  from: number,
  end: number,
  agent: number,
  code: number,
  codes: AccessCodes,
): number {
  let k = from;
  while (
    k < end &&
    sequence[k | StepField.Agent] !== agent &&
    !codes.conflict(sequence[k | StepField.Code], code)
  ) {
    k += SequenceField.Size;
  }
  return k;
}
