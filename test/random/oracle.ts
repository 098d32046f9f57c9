/**
 * The reference answers: everything that a check reports about a random program, found by naive
 * means: a breadth-first walk over all global states for what is reachable, and plain recursion over
 * all interleavings for what is counted.
 */
import type { OracleMachine } from "./oracle-machine.js";
import { type OracleMove } from "./oracle-machine.js";
import { type OracleState, stateKey } from "./oracle-state.js";
import type { Pred, RandomProgram } from "./program.js";

export type EndKind = "complete" | "failed" | "deadlock";

export interface OracleEdge {
  readonly to: number;
  readonly move: OracleMove;
}

/** A global state and its successors, runs with a false assumption left out. */
export interface OracleNode {
  readonly state: OracleState;
  readonly edges: readonly OracleEdge[];
  /** Moves that are enabled, also those into a false assumption. */
  readonly enabled: number;
}

/** The oracle's limits: programs beyond them are not compared. */
export const mostStates = 2000;

/**
 * All reachable states, state 0 the initial one; none when an assumption is false from the start;
 * null when there are too many.
 */
export function exploreAll(
  machine: OracleMachine,
  localFirst: boolean,
  most = mostStates,
): OracleNode[] | null {
  const initial = machine.initial();
  const nodes: OracleNode[] = [];
  const states = [initial];
  const numbers = new Map([[stateKey(initial), 0]]);
  if (isAssumed(initial)) return nodes;
  for (let id = 0; id < states.length; id++) {
    const state = states[id];
    const moves = machine.moves(state, localFirst);
    const edges: OracleEdge[] = [];
    for (const move of moves) {
      const next = machine.after(state, move);
      if (isAssumed(next)) continue;
      const key = stateKey(next);
      let to = numbers.get(key);
      if (to === undefined) {
        to = states.push(next) - 1;
        numbers.set(key, to);
        if (states.length > most) return null;
      }
      edges.push({ to, move });
    }
    nodes.push({ state, edges, enabled: moves.length });
  }
  return nodes;
}

/** True when an assumption was false on the way: the run is not considered. */
export function isAssumed(state: OracleState): boolean {
  return state.threads.some((t) => t.status === "assumed");
}

/** How a state without moves ends a run. */
export function endKind(state: OracleState): EndKind {
  if (state.threads.some((t) => t.status === "failed")) return "failed";
  return state.threads.some((t) => t.status === "running") ? "deadlock" : "complete";
}

export function hasFailed(state: OracleState): boolean {
  return state.threads.some((t) => t.status === "failed");
}

/** A state as the scenario's observer writes it. */
export function observedText(machine: OracleMachine, { memory, threads }: OracleState): string {
  const { variables, threads: declared } = machine.program;
  const results = threads
    .slice(0, declared.length)
    .map((t) => (t.status === "done" ? `=${String(t.result)}` : "-"));
  const holders = [memory[machine.owner(0)], memory[machine.owner(1)]];
  const record = memory[machine.head];
  const head = record < 0 ? null : [machine.recordName(record), memory[machine.field(record)]];
  return JSON.stringify([
    memory.slice(0, variables),
    memory[machine.ghost],
    holders,
    results,
    memory[machine.queue],
    memory[machine.completions],
    head,
  ]);
}

/** The outcome as the default histogram writes it. */
export function outcomeText(program: RandomProgram, state: OracleState): string | null {
  const parts = program.threads.flatMap((_, i) => {
    const { result } = state.threads[i];
    return result === null ? [] : [`t${i}=${result}`];
  });
  return parts.length === 0 ? null : parts.join(" ");
}

/** The truth of a predicate in a state. */
export function holdsIn(machine: OracleMachine, pred: Pred, state: OracleState): boolean {
  const { memory, threads } = state;
  const { variables, threads: declared } = machine.program;
  const at = (x: number) => memory[machine.variable(x)];
  switch (pred.is) {
    case "equal":
      return at(pred.x) === pred.value;
    case "same":
      return at(pred.x) === at(pred.y);
    case "sum":
      return memory.slice(0, variables).reduce((a, b) => a + b, 0) % 4 === pred.value;
    case "ghost":
      return memory[machine.ghost] === pred.value;
    case "held":
      return memory[machine.owner(pred.lock)] !== -1;
    case "field": {
      const record = memory[machine.head];
      return record >= 0 && memory[machine.field(record)] === pred.value;
    }
    case "queued":
      return (memory[machine.queue] & (1 << (pred.thread % declared.length))) !== 0;
    case "completions":
      return memory[machine.completions] === pred.value;
    case "done":
      return threads[pred.thread % declared.length].status === "done";
    case "result": {
      const t = threads[pred.thread % declared.length];
      return t.status === "done" && t.result === pred.value;
    }
    case "not":
      return !holdsIn(machine, pred.of, state);
    case "and":
      return holdsIn(machine, pred.left, state) && holdsIn(machine, pred.right, state);
    case "or":
      return holdsIn(machine, pred.left, state) || holdsIn(machine, pred.right, state);
  }
}

/** Numbers of interleavings and the simplest interleaving, for one thing that may happen. */
export interface Tally {
  /** Interleavings in which it happens. */
  count: number;
  /** Fewest switches, then fewest steps, until it happens; null when it never does. */
  simplest: readonly [switches: number, steps: number] | null;
}

/** What an enumeration of all interleavings gives. */
export interface Enumeration {
  interleavings: number;
  deadlocked: number;
  failed: number;
  readonly outcomes: Map<string, number>;
  /** By property: violated or witnessed in some state on the way, or (`atEnd`) at the end. */
  readonly tallies: Tally[];
}

/**
 * Enumerates every interleaving by plain recursion, without remembering states. Null when there
 * are more than `most` steps to take.
 */
export function enumerate(machine: OracleMachine, most: number): Enumeration | null {
  const { properties } = machine.program;
  const found: Enumeration = {
    interleavings: 0,
    deadlocked: 0,
    failed: 0,
    outcomes: new Map(),
    tallies: [...properties.map(() => newTally()), newTally(), newTally()],
  };
  const deadlock = found.tallies[properties.length];
  const failure = found.tallies[properties.length + 1];
  let left = most;
  const initial = machine.initial();
  if (isAssumed(initial)) return found;
  walk(initial, -1, 0, 0, new Set());
  return left < 0 ? null : found;

  function walk(
    state: OracleState,
    last: number,
    switches: number,
    steps: number,
    before: ReadonlySet<Tally>,
  ): void {
    if (--left < 0) return;
    const happened = new Set(before);
    const happens = (tally: Tally) => {
      if (!happened.has(tally)) tally.simplest = simpler(tally.simplest, [switches, steps]);
      happened.add(tally);
    };
    const moves = machine.moves(state, true);
    properties.forEach(({ kind, pred }, p) => {
      if (kind === "atEnd") return;
      if (holdsIn(machine, pred, state) !== (kind === "always")) happens(found.tallies[p]);
    });
    if (hasFailed(state)) happens(failure);
    if (moves.length === 0) {
      const kind = endKind(state);
      found.interleavings++;
      if (kind === "failed") found.failed++;
      if (kind === "deadlock") {
        found.deadlocked++;
        happens(deadlock);
      }
      if (kind === "complete") {
        const text = outcomeText(machine.program, state);
        if (text !== null) found.outcomes.set(text, (found.outcomes.get(text) ?? 0) + 1);
        properties.forEach(({ kind: of, pred }, p) => {
          if (of === "atEnd" && !holdsIn(machine, pred, state)) happens(found.tallies[p]);
        });
      }
      for (const tally of happened) tally.count++;
      return;
    }
    const next = moves
      .map((move) => ({ move, after: machine.after(state, move) }))
      .filter(({ after }) => !isAssumed(after));
    const lastCanGoOn = next.some(({ move }) => !move.flush && move.lane === last);
    for (const { move, after } of next) {
      const free = move.flush || move.local;
      const turns = !free && lastCanGoOn && move.lane !== last ? 1 : 0;
      walk(after, free ? last : move.lane, switches + turns, steps + 1, happened);
    }
  }
}

function newTally(): Tally {
  return { count: 0, simplest: null };
}

function simpler(
  old: Tally["simplest"],
  candidate: readonly [number, number],
): readonly [number, number] {
  if (old === null) return candidate;
  return candidate[0] < old[0] || (candidate[0] === old[0] && candidate[1] < old[1])
    ? candidate
    : old;
}
