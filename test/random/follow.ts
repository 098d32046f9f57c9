/** Follows an interleaving that the engine shows through the oracle's machine. */
import type { Finding } from "../../engine/check/findings.js";
import { alternativeOf, flushBit, laneOf } from "../../engine/memory/machine.js";
import type { OracleMachine, OracleMove } from "./oracle-machine.js";
import { type OracleState, stateKey } from "./oracle-state.js";
import { isAssumed } from "./oracle.js";

/** All states of the interleaving, or why it is not one. */
export function follow(
  machine: OracleMachine,
  moves: readonly number[],
): readonly OracleState[] | string {
  const states = [machine.initial()];
  for (const [i, move] of moves.entries()) {
    const state = states[i];
    const possible = machine.moves(state, false).find((m) => sameMove(m, move));
    if (possible === undefined) return `move ${i} is not enabled`;
    const next = machine.after(state, possible);
    if (isAssumed(next)) return `move ${i} ends in an assumption`;
    states.push(next);
  }
  return states;
}

function sameMove(m: OracleMove, move: number): boolean {
  const flush = (move & flushBit) !== 0;
  return m.lane === laneOf(move) && m.which === alternativeOf(move) && m.flush === flush;
}

/**
 * Why a finding does not show what it claims: a run to a `bad` last state, or a run that ends in a
 * loop in which every thread that can always go on does; and on all the way no `good` state. Null
 * when it does.
 */
export function wrongWith(
  machine: OracleMachine,
  finding: Finding,
  bad: (state: OracleState) => boolean,
  good: (state: OracleState) => boolean = () => false,
): string | null {
  if (finding.moves === null) return null;
  const states = follow(machine, finding.moves);
  if (typeof states === "string") return states;
  const last = states.at(-1)!;
  if (states.some(good)) return "it passes through a state where the property is true";
  if (finding.loop === null) return bad(last) ? null : "its last state is not a violation";
  const loop = states.slice(finding.loop);
  if (finding.loop === finding.moves.length) return "its loop is empty";
  if (stateKey(loop[0]) !== stateKey(last)) return "its loop does not close";
  return unfair(machine, loop, finding.moves.slice(finding.loop));
}

/** Names a thread or store buffer that the loop ignores although it could always move. */
function unfair(
  machine: OracleMachine,
  loop: readonly OracleState[],
  moves: readonly number[],
): string | null {
  const able = loop.map((state) => {
    const moves = machine.moves(state, false);
    return new Set(moves.filter((m) => !isAssumed(machine.after(state, m))).map(agentOf));
  });
  const moved = new Set(moves.map((m) => `${laneOf(m)} ${(m & flushBit) !== 0}`));
  for (const agent of able[0]) {
    if (!moved.has(agent) && able.every((set) => set.has(agent))) return `it ignores ${agent}`;
  }
  return null;
}

function agentOf(move: OracleMove): string {
  return `${move.lane} ${move.flush}`;
}
