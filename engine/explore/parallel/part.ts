/** What one worker hands to the leader when the search is over: plain data. */
import { PairTable } from "../../automaton/pair-table.js";
import type { EndKind, FailureKind } from "../run-ends.js";
import type { EndState, ScheduleKey } from "../states/searched.js";
import type { StateSearch } from "../states/state-search.js";
import type { Piece } from "./records.js";

export interface Part {
  readonly transitions: number;
  /** Records of the states that this worker has explored, and the number of the first piece. */
  readonly pieces: readonly Piece[];
  readonly firstPiece: number;
  readonly unusedIds: readonly number[];
  readonly trueIn: readonly Uint32Array<ArrayBuffer>[];
  readonly trueStates: Int32Array;
  readonly falseStates: Int32Array;
  /** Three integers an end: state, kind and failures, outcome. */
  readonly ends: Int32Array;
  readonly outcomes: readonly string[];
  readonly failed: ReadonlyMap<FailureKind, Uint32Array<ArrayBuffer>>;
  readonly firstSchedule: ReadonlyMap<ScheduleKey, Int32Array>;
  /** Generator steps that the worker has run for the first time: see `Identities`. */
  readonly unfolded: Int32Array;
  /** Generator steps run again. */
  readonly replayed: number;
}

const kinds: readonly EndKind[] = ["complete", "failed", "deadlock"];
const failureSets: readonly (readonly FailureKind[])[] = [
  [],
  ["assert"],
  ["error"],
  ["assert", "error"],
];

/** The part of a search that has ended. */
export function encodePart(
  search: StateSearch,
  pieces: readonly Piece[],
  firstPiece: number,
  unusedIds: readonly number[],
): Part {
  const { unfolder } = search.machine.program;
  const ends = new Int32Array(3 * search.ends.length);
  search.ends.forEach(({ id, kind, failures, outcome }, i) => {
    const set = (failures.includes("assert") ? 1 : 0) + (failures.includes("error") ? 2 : 0);
    ends[3 * i] = id;
    ends[3 * i + 1] = kinds.indexOf(kind) * failureSets.length + set;
    ends[3 * i + 2] = outcome;
  });
  return {
    transitions: search.transitions,
    pieces,
    firstPiece,
    unusedIds,
    trueIn: search.trueIn,
    trueStates: search.trueStates,
    falseStates: search.falseStates,
    ends,
    outcomes: search.outcomes,
    failed: search.failed,
    firstSchedule: search.firstSchedule,
    unfolded: unfolder.identities.ofSteps(),
    replayed: unfolder.replayed,
  };
}

/**
 * The ends in a part; `idOf` gives the id of a state among all, `outcomes` the number of each of the
 * part's outcomes.
 */
export function decodeEnds(
  part: Part,
  idOf: (id: number) => number,
  outcomes: readonly number[],
): EndState[] {
  return Array.from({ length: part.ends.length / 3 }, (_, i) => {
    const code = part.ends[3 * i + 1];
    const outcome = part.ends[3 * i + 2];
    return {
      id: idOf(part.ends[3 * i]),
      kind: kinds[Math.floor(code / failureSets.length)],
      failures: failureSets[code % failureSets.length],
      outcome: outcome < 0 ? outcome : outcomes[outcome],
    };
  });
}

/** How many different generator steps the workers have run. */
export function countUnfolded(parts: readonly Part[]): number {
  const seen = new PairTable();
  for (const { unfolded } of parts) {
    for (let i = 0; i < unfolded.length; i += 2) {
      if (seen.find(unfolded[i], unfolded[i + 1]) < 0) seen.add(unfolded[i], unfolded[i + 1]);
    }
  }
  return seen.size;
}
