/**
 * Finds the pairs of steps whose order decides whether an interleaving fails: in the order of the
 * interleaving it can fail, the other way round it cannot, whatever happens afterwards.
 *
 * For two conflicting steps `a` before `b` of different threads, all steps before `b` that do not
 * depend on `a` are made first; what depends on what is Lamport's happens-before on the locations
 * that the steps use. If `b` can then be made instead of `a`, every continuation is explored. The
 * claim rests on that search and on following both orders, not on the happens-before relation.
 */
import { Shape } from "../automaton/node.js";
import { PropertyEvaluator } from "../explore/property-evaluator.js";
import { FingerprintSet } from "../explore/states/fingerprint-set.js";
import { endKind, failuresIn, isAssumed } from "../explore/run-ends.js";
import { type Machine, Use, flushBit, laneOf, mostMoves } from "../memory/machine.js";
import type { Target } from "./target.js";

/** Two steps of a trace and the proof that their order decides. */
export interface DecidingPair {
  /** Index into `Trace.steps` of the step that comes first in the trace. */
  readonly first: number;
  /**
   * Index of the other one. When it comes before `first` instead, nothing fails any more. In a
   * deadlock it may be a step that a blocked thread could not make: `steps.length` plus its index
   * into `Trace.waiting`.
   */
  readonly second: number;
  /** Steps of the trace after which either of the two can come next, in this order. */
  readonly after: readonly number[];
  /** States explored to prove that nothing fails with the order reversed. */
  readonly states: number;
}

/** States that may be explored for all pairs of one trace together. */
const mostStates = 100_000;
/** Traces beyond this are left alone: pairs grow with the square of it. */
const mostSteps = 1_000;

interface Access {
  readonly slot: number;
  readonly use: Use;
}

/** One step of the trace. */
interface Event {
  readonly move: number;
  /** What a flush makes visible: the number of its entry depends on what else is in the buffer. */
  readonly flush: string | null;
  readonly accesses: readonly Access[];
}

/**
 * The deciding pairs of an interleaving that violates (or witnesses) a property, the latest first.
 * None for live-locks and `eventually`, and none where proving takes more than 100,000 states.
 *
 * @param moves the interleaving on this machine, which is left reset
 */
export function decidingPairs(
  machine: Machine,
  moves: readonly number[],
  target: Target,
): DecidingPair[] {
  if (target.kind === "livelock" || target.kind === "eventually" || moves.length > mostSteps) {
    return [];
  }
  const search = new PairSearch(machine, target, moves);
  const pairs = search.pairs();
  machine.reset();
  return pairs;
}

class PairSearch {
  private readonly machine: Machine;
  private readonly target: Target;
  private readonly evaluator: PropertyEvaluator;
  /** The steps of the trace, then in a deadlock those that its blocked threads could not make. */
  private readonly events: Event[];
  private readonly made: number;
  /** For each event, the events that happen before it (1) or not (0). */
  private readonly before: Uint8Array[] = [];
  private readonly buffer = new Int32Array(4 * mostMoves);
  private left = mostStates;

  constructor(machine: Machine, target: Target, moves: readonly number[]) {
    this.machine = machine;
    this.target = target;
    this.evaluator = new PropertyEvaluator(machine);
    machine.reset();
    this.events = moves.map((move) => this.eventOf(move));
    this.made = moves.length;
    if (target.kind === "deadlock") this.events.push(...this.wanted());
    machine.reset();
    for (const [j] of this.events.entries()) this.before.push(this.pastOf(j));
  }

  private eventOf(move: number): Event {
    const { machine } = this;
    const flush = (move & flushBit) === 0 ? null : machine.flushLabel(move);
    machine.recording = true;
    machine.step(move);
    machine.recording = false;
    const accesses: Access[] = [];
    for (let i = 0; i < machine.accesses; i++) {
      accesses.push({ slot: machine.accessSlot[i], use: machine.accessUse[i] });
    }
    return { move, flush, accesses };
  }

  /** What the blocked threads would do next; they would write whatever they look at. */
  private wanted(): Event[] {
    const { machine } = this;
    const { program } = machine;
    const events: Event[] = [];
    for (let lane = 0; lane < machine.lanes; lane++) {
      const node = machine.node(lane);
      if (program.shape[node] < Shape.Single) continue;
      const slots = program.slots[node] ?? [program.slot[node]];
      const accesses = Array.from(slots, (slot) => ({ slot, use: Use.Write }));
      events.push({ move: lane, flush: null, accesses });
    }
    return events;
  }

  private pastOf(j: number): Uint8Array {
    const past = new Uint8Array(j);
    for (let i = j - 1; i >= 0; i--) {
      if (past[i] === 1 || !dependent(this.events[i], this.events[j])) continue;
      past[i] = 1;
      this.before[i].forEach((earlier, k) => {
        if (earlier === 1) past[k] = 1;
      });
    }
    return past;
  }

  pairs(): DecidingPair[] {
    const { events } = this;
    const found: DecidingPair[] = [];
    for (let second = events.length - 1; second > 0; second--) {
      for (let first = Math.min(second, this.made) - 1; first >= 0; first--) {
        if (laneOf(events[first].move) === laneOf(events[second].move)) continue;
        if (!dependent(events[first], events[second])) continue;
        const pair = this.decide(first, second);
        if (pair !== null) found.push(pair);
      }
    }
    return found;
  }

  private decide(first: number, second: number): DecidingPair | null {
    const { events, before, made } = this;
    const after: number[] = [];
    for (let k = 0; k < Math.min(second, made); k++) {
      const depends = k === first || (k > first && before[k][first] === 1);
      if (!depends) after.push(k);
      // The thread of `second` itself must not have seen `first` already.
      else if (laneOf(events[k].move) === laneOf(events[second].move)) return null;
    }
    const rest = events
      .map((_, k) => k)
      .filter((k) => k < made && k !== first && !after.includes(k));
    if (!this.fails([...after, first, ...rest])) return null;
    if (this.follow([...after, second]) !== "clean") return null;
    const states = this.provenSafe();
    return states === null ? null : { first, second, after, states };
  }

  private fails(order: readonly number[]): boolean {
    return this.follow(order) === "bad";
  }

  /** Makes steps of the trace in another order, up to the first state that shows the property. */
  private follow(order: readonly number[]): "clean" | "bad" | "impossible" {
    const { machine } = this;
    machine.reset();
    if (this.isBad()) return "bad";
    for (const k of order) {
      const move = this.moveNow(this.events[k]);
      if (move === null) return "impossible";
      machine.step(move);
      if (isAssumed(machine)) return "impossible";
      if (this.isBad()) return "bad";
    }
    return "clean";
  }

  /** The number of a step's move in the machine's state; null when it is not enabled. */
  private moveNow({ move, flush }: Event): number | null {
    const { machine, buffer } = this;
    const end = machine.allMoves(buffer, 0);
    for (let i = 0; i < end; i++) {
      const same =
        flush === null
          ? buffer[i] === move
          : (buffer[i] & flushBit) !== 0 &&
            laneOf(buffer[i]) === laneOf(move) &&
            machine.flushLabel(buffer[i]) === flush;
      if (same) return buffer[i];
    }
    return null;
  }

  /** Whether the machine's state shows what the interleaving was found for. */
  private isBad(): boolean {
    const { machine, target, evaluator } = this;
    switch (target.kind) {
      case "always":
        return !evaluator.evaluate(target.index);
      case "reachable":
        return evaluator.evaluate(target.index);
      case "atEnd":
        return this.ended() && endKind(machine) === "complete" && !evaluator.evaluate(target.index);
      case "deadlock":
        return this.ended() && endKind(machine) === "deadlock";
      case "assert":
      case "error":
        return failuresIn(machine).includes(target.kind);
      case "livelock":
      case "eventually":
        return false;
    }
  }

  private ended(): boolean {
    return this.machine.moves(this.buffer, 0) === 0;
  }

  /** Explores everything that can follow; the number of states, or null if some state is bad. */
  private provenSafe(): number | null {
    const { machine } = this;
    const visited = new FingerprintSet(false);
    const path: { moves: Int32Array; next: number; mark: number; low: number; high: number }[] = [];
    const enter = (mark: number, low: number, high: number): void => {
      const end = machine.moves(this.buffer, 0);
      path.push({ moves: this.buffer.slice(0, end), next: 0, mark, low, high });
    };
    const isNew = (): boolean => {
      visited.add(machine.hashLow, machine.hashHigh, machine.state, machine.slots, machine.initial);
      return visited.fresh;
    };
    isNew();
    enter(machine.logEnd, machine.hashLow, machine.hashHigh);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      if (top.next === top.moves.length) {
        machine.undo(top.mark);
        machine.hashLow = top.low;
        machine.hashHigh = top.high;
        path.pop();
        continue;
      }
      const mark = machine.logEnd;
      const { hashLow, hashHigh } = machine;
      machine.step(top.moves[top.next++]);
      if (!isAssumed(machine) && isNew()) {
        if (--this.left < 0 || this.isBad()) return null;
        enter(mark, hashLow, hashHigh);
        continue;
      }
      machine.undo(mark);
      machine.hashLow = hashLow;
      machine.hashHigh = hashHigh;
    }
    return visited.size;
  }
}

/** Steps of one thread (or of its store buffer), or steps that do not commute on some location. */
function dependent(a: Event, b: Event): boolean {
  if (laneOf(a.move) === laneOf(b.move)) return true;
  return a.accesses.some(({ slot, use }) =>
    b.accesses.some((other) => other.slot === slot && (use !== other.use || use === Use.Write)),
  );
}
