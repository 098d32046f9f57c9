/**
 * Numbers of Mazurkiewicz traces of a random program under sequential consistency, by plain sleep
 * sets (Godefroid 1996) on the oracle's machine: exactly one finished run for each trace.
 */
import type { OracleMachine, OracleMove, Touch } from "./oracle-machine.js";
import type { OracleState } from "./oracle-state.js";
import { endKind, isAssumed } from "./oracle.js";

/** Traces by how they end. */
export interface TraceCounts {
  complete: number;
  deadlock: number;
  failed: number;
  assumed: number;
}

interface Pending {
  readonly move: OracleMove;
  readonly touched: readonly Touch[];
}

/** Counts all traces; null when that takes more than `most` steps. */
export function countTraces(machine: OracleMachine, most: number): TraceCounts | null {
  const counts: TraceCounts = { complete: 0, deadlock: 0, failed: 0, assumed: 0 };
  let left = most;
  const go = (state: OracleState, sleep: readonly Pending[]): void => {
    if (--left < 0) return;
    const moves = machine.moves(state, false);
    if (moves.length === 0) counts[isAssumed(state) ? "assumed" : endKind(state)]++;
    const asleep = [...sleep];
    for (const move of moves) {
      if (asleep.some((q) => q.move.lane === move.lane && q.move.which === move.which)) continue;
      const next = machine.after(state, move);
      const { touched } = machine;
      const others = asleep.filter((q) => q.move.lane !== move.lane);
      go(
        next,
        others.filter((q) => !conflict(q.touched, touched)),
      );
      asleep.push({ move, touched });
    }
  };
  go(machine.initial(), []);
  return left < 0 ? null : counts;
}

function conflict(a: readonly Touch[], b: readonly Touch[]): boolean {
  return a.some((x) =>
    b.some((y) => x.place === y.place && (x.use !== y.use || x.use === "write")),
  );
}
