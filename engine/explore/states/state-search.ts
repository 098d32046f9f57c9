/**
 * Depth-first search over global states. It visits every reachable state once, in place: a step is
 * made, undone, and the visited set holds fingerprints. What it leaves behind is the state graph
 * (for counts, simplest interleavings and liveness) and, per property, where it is true.
 */
import { Shape } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import { DepthCounter } from "../depth-counts.js";
import { PropertyEvaluator } from "../property-evaluator.js";
import { type Machine, flushBit, laneOf, mostMoves } from "../../memory/machine.js";
import { type FailureKind, endKind, failuresIn, isAssumed } from "../run-ends.js";
import { FingerprintSet, type VisitedStates } from "./fingerprint-set.js";
import type { EndState, ScheduleKey, Searched, StateLimits } from "./searched.js";
import { Agent, type EdgeRecords, StateGraph, addToSet } from "./state-graph.js";

/** A state that a worker has found and another is to explore from: the moves to it, and its id. */
export interface Branch {
  readonly moves: Int32Array;
  readonly id: number;
}

export class StateSearch implements Searched {
  readonly machine: Machine;
  visited: VisitedStates;
  /** Null once it would not fit into memory any more. */
  graph: StateGraph | null = new StateGraph();
  /** Where finished states are recorded instead of in `graph` when several workers search. */
  records: EdgeRecords | null = null;
  readonly evaluator: PropertyEvaluator;
  transitions = 0;
  /** Why the search stopped early, or null. */
  stopped: "states" | "memory" | null = null;
  /** States in which each property is true, as bit sets (`atEnd`: final states only). */
  readonly trueIn: Uint32Array<ArrayBuffer>[];
  /** Per property: how many visited states it was true and false in. */
  readonly trueStates: Int32Array;
  readonly falseStates: Int32Array;
  readonly ends: EndState[] = [];
  readonly outcomes: string[] = [];
  /** States in which some thread has failed an assertion, or has thrown; absent when none. */
  readonly failed = new Map<FailureKind, Uint32Array<ArrayBuffer>>();
  /** True when some state can be reached from itself. */
  cyclic = false;
  /** Schedule to the first state that violates (or witnesses) each property, for lack of a graph. */
  readonly firstSchedule = new Map<ScheduleKey, Int32Array>();
  /** Schedules on which threads declared locations or threads, in that order. */
  readonly declarations: Int32Array[] = [];

  readonly limits: StateLimits;
  private readonly properties: number;
  private readonly outcomeIndex = new Map<string, number>();
  private onStack = new Uint32Array(64);

  // One frame per state on the path being explored.
  private depth = -1;
  private frameState = new Int32Array(256);
  private frameMark = new Int32Array(256);
  private frameLow = new Int32Array(256);
  private frameHigh = new Int32Array(256);
  private frameCursor = new Int32Array(256);
  private frameMovesEnd = new Int32Array(256);
  private frameEdges = new Int32Array(256);
  /** 1: a local step comes before all others. */
  private frameReduced = new Uint8Array(256);
  /** 1: some thread has failed in the frame's state. */
  private frameFailed = new Uint8Array(256);
  /** Truth of every property in the frame's state. */
  private truth: Uint8Array;
  private moves = new Int32Array(2 * mostMoves);
  private edgeTargets = new Int32Array(4096);
  private edgeAgents = new Uint8Array(4096);
  private edgesEnd = 0;
  /** The schedule to the lowest frame, and that frame's state. */
  private root: Branch = { moves: new Int32Array(0), id: 0 };
  /**
   * Moves made ahead of their turn, to give the states they lead to away: (move, target) pairs, -1
   * for a false assumption. In `moves` stands -1 - n instead of the n-th of them.
   */
  private readonly ahead: number[] = [];
  private slotsKnown: number;
  /** New states by the depth at which they were met. */
  readonly depths = new DepthCounter();

  constructor(machine: Machine, limits: StateLimits, exact: boolean, starts = true) {
    this.machine = machine;
    this.limits = limits;
    this.visited = new FingerprintSet(exact);
    this.evaluator = new PropertyEvaluator(machine);
    this.properties = machine.built.properties.length;
    this.truth = new Uint8Array(256 * Math.max(1, this.properties));
    this.trueIn = Array.from({ length: this.properties }, () => new Uint32Array(64));
    this.trueStates = new Int32Array(this.properties);
    this.falseStates = new Int32Array(this.properties);
    this.slotsKnown = machine.slots;
    if (!starts) return;
    this.visited.add(0, 0, machine.state, machine.slots, machine.initial);
    if (!isAssumed(machine)) this.begin(this.root);
  }

  /** Begins to explore from a state, which has been added to the visited ones. */
  begin(branch: Branch): void {
    const { machine } = this;
    machine.reset();
    for (const move of branch.moves) machine.step(move);
    this.root = branch;
    this.ahead.length = 0;
    for (let p = 0; p < this.properties; p++) this.judge(p, 0, branch.id);
    this.push(machine.logEnd);
    this.frameFailed[0] = failuresIn(this.machine).length > 0 ? 1 : 0;
    this.noteFailures(branch.id);
  }

  /** Brings `declarations` up to date. */
  noteDeclaration(): void {
    if (this.machine.slots === this.slotsKnown) return;
    this.slotsKnown = this.machine.slots;
    const top = this.depth;
    const tried = this.moveOf(top);
    const isNew = this.frameCursor[top] === (top === 0 ? 0 : this.frameMovesEnd[top - 1]);
    this.declarations.push(
      isNew || tried < 0 ? this.path.schedule : this.scheduleThrough(top, tried),
    );
  }

  /** The moves to the state being explored, and the fingerprints (two halves) after each of them. */
  get path(): { schedule: Int32Array; fingerprints: Int32Array } {
    const top = this.depth;
    const schedule =
      top > 0 ? this.scheduleThrough(top - 1, this.moveOf(top - 1)) : this.root.moves;
    const fingerprints = new Int32Array(2 * Math.max(0, top));
    for (let f = 1; f <= top; f++) {
      fingerprints[2 * f - 2] = this.frameLow[f];
      fingerprints[2 * f - 1] = this.frameHigh[f];
    }
    return { schedule, fingerprints };
  }

  /** Bytes held by the search. */
  get bytes(): number {
    return this.visited.bytes + (this.graph?.bytes ?? 0) + (this.records?.bytes ?? 0);
  }

  /** Steps from the initial state to the state being explored. */
  get currentDepth(): number {
    return Math.max(0, this.depth);
  }

  /** True when there is nothing left to explore. */
  get isOver(): boolean {
    return this.depth < 0;
  }

  /** Explores at most `budget` more transitions; true when the search is over. */
  run(budget: number): boolean {
    const { machine } = this;
    let left = budget;
    while (left-- > 0) {
      const f = this.depth;
      if (f < 0 || this.stopped !== null) return true;
      if (machine.slots !== this.slotsKnown) this.noteDeclaration();
      if (this.frameCursor[f] === this.frameMovesEnd[f]) {
        this.pop(f);
        continue;
      }
      const move = this.moves[this.frameCursor[f]++];
      if (move < 0) {
        this.passAhead(f, -1 - move);
        continue;
      }
      const mark = machine.logEnd;
      machine.step(move);
      this.transitions++;
      if (this.entersAssumed(laneOf(move), mark)) {
        this.takeBack(f, mark);
        continue;
      }
      const id = this.visited.add(
        machine.hashLow,
        machine.hashHigh,
        machine.state,
        machine.slots,
        machine.initial,
      );
      this.addEdge(id, move, f);
      if (this.visited.fresh) this.enter(f, id, mark);
      else {
        if (this.isOnStack(id)) this.cyclic = true;
        this.takeBack(f, mark);
      }
    }
    return this.depth < 0 || this.stopped !== null;
  }

  /**
   * Finds a new state as close to the root as it can, for another worker to explore from. Null when
   * there is none to spare that `longest` moves lead to.
   */
  split(longest: number): Branch | null {
    const top = Math.min(this.depth, longest - this.root.moves.length - 1);
    for (let f = 0; f <= top; f++) {
      const cursor = this.frameCursor[f];
      // The worker itself must keep something to do.
      const first = f === this.depth ? cursor + 1 : cursor;
      for (let k = this.frameMovesEnd[f] - 1; k >= first; k--) {
        if (this.moves[k] < 0) continue;
        const id = this.moveAhead(f, k);
        if (id >= 0) return { moves: this.scheduleThrough(f, this.ahead.at(-2)!), id };
      }
    }
    return null;
  }

  /** Makes a pending move of a frame now. The id of the state it leads to if that is new, else -1. */
  private moveAhead(f: number, k: number): number {
    const { machine, moves } = this;
    const top = this.depth;
    if (f < top) machine.undo(this.frameMark[f + 1]);
    machine.hashLow = this.frameLow[f];
    machine.hashHigh = this.frameHigh[f];
    const mark = machine.logEnd;
    const move = moves[k];
    machine.step(move);
    this.transitions++;
    const assumed = this.entersAssumed(laneOf(move), mark);
    const { hashLow, hashHigh, state, slots, initial } = machine;
    const id = assumed ? -1 : this.visited.add(hashLow, hashHigh, state, slots, initial);
    const fresh = !assumed && this.visited.fresh;
    moves[k] = -1 - this.ahead.length;
    this.ahead.push(move, id);
    this.takeBack(f, mark);
    for (let g = f; g < top; g++) machine.step(moves[this.frameCursor[g] - 1]);
    return fresh ? id : -1;
  }

  /** The moves to the state of frame `f`, and one more. */
  private scheduleThrough(f: number, last: number): Int32Array {
    const { moves } = this.root;
    const schedule = new Int32Array(moves.length + f + 1);
    schedule.set(moves);
    for (let g = 0; g < f; g++) schedule[moves.length + g] = this.moves[this.frameCursor[g] - 1];
    schedule[moves.length + f] = last;
    return schedule;
  }

  /** It is the turn of a move that was made ahead. */
  private passAhead(f: number, n: number): void {
    const target = this.ahead[n + 1];
    if (target >= 0) this.addEdge(target, this.ahead[n], f);
  }

  /** Ends the search where it is; the graph then holds what was explored. */
  abandon(): void {
    while (this.depth >= 0) this.pop(this.depth);
  }

  private takeBack(f: number, mark: number): void {
    const { machine } = this;
    machine.undo(mark);
    machine.hashLow = this.frameLow[f]!;
    machine.hashHigh = this.frameHigh[f]!;
  }

  /** A new state has been reached from frame `f`. */
  private enter(f: number, id: number, mark: number): void {
    if (id >= this.limits.states) this.stopped = "states";
    if ((id & 1023) === 0) this.checkMemory();
    const { properties, machine, evaluator } = this;
    if (properties > 0) {
      if ((f + 2) * properties > this.truth.length) {
        this.truth = enlarged(this.truth, this.truth.length * 2);
      }
      const here = (f + 1) * properties;
      this.truth.copyWithin(here, f * properties, here);
      const before = this.truth;
      for (let i = mark; i < machine.logEnd; i += 2) {
        for (const p of evaluator.readersOf(machine.log[i])) before[here + p] = 2;
      }
      for (let p = 0; p < properties; p++) this.judge(p, f + 1, id);
    }
    const lane = laneOf(this.moves[this.frameCursor[f] - 1]);
    const failed = this.frameFailed[f] === 1 || this.entersFailed(lane, mark);
    this.push(mark);
    this.frameFailed[f + 1] = failed ? 1 : 0;
    if (failed) this.noteFailures(id);
  }

  /** Records the truth of a property in the state entered as frame `f`. */
  private judge(p: number, f: number, id: number): void {
    const at = f * this.properties + p;
    const { kind } = this.machine.built.properties[p];
    if (kind === "atEnd") return;
    if (f === 0 || this.truth[at] === 2) this.truth[at] = this.evaluator.evaluate(p) ? 1 : 0;
    this.record(p, this.truth[at] === 1, id, kind !== "always", f);
  }

  private record(p: number, truth: boolean, id: number, notable: boolean, steps: number): void {
    if (truth) {
      this.trueStates[p]++;
      this.trueIn[p] = addToSet(this.trueIn[p], id);
    } else this.falseStates[p]++;
    if (truth === notable) this.keepSchedule(p, steps);
  }

  /** A thread has failed on the way into state `id`, or had before. */
  private noteFailures(id: number): void {
    for (const kind of failuresIn(this.machine)) {
      this.failed.set(kind, addToSet(this.failed.get(kind) ?? new Uint32Array(64), id));
      this.keepSchedule(kind, this.depth);
    }
  }

  /** Moves to the state that has just been reached, once per property. */
  private keepSchedule(key: ScheduleKey, steps: number): void {
    if (this.firstSchedule.has(key)) return;
    const { moves } = this.root;
    const last = steps === 0 ? moves : this.scheduleThrough(steps - 1, this.moveOf(steps - 1));
    this.firstSchedule.set(key, last);
  }

  /** The move by which frame `f` is being left. */
  private moveOf(f: number): number {
    return this.moves[this.frameCursor[f] - 1];
  }

  private push(mark: number): void {
    const f = ++this.depth;
    this.depths.add(this.root.moves.length + f);
    if (f === this.frameState.length) this.growFrames();
    const { machine } = this;
    const id = f === 0 ? this.root.id : this.edgeTargets[this.edgesEnd - 1];
    const start = f === 0 ? 0 : this.frameMovesEnd[f - 1];
    if (start + mostMoves > this.moves.length) {
      this.moves = enlarged(this.moves, this.moves.length * 2);
    }
    const end = machine.moves(this.moves, start);
    this.frameState[f] = id;
    this.frameMark[f] = mark;
    this.frameLow[f] = machine.hashLow;
    this.frameHigh[f] = machine.hashHigh;
    this.frameCursor[f] = start;
    this.frameMovesEnd[f] = end;
    this.frameEdges[f] = this.edgesEnd;
    this.frameReduced[f] = machine.localOnly ? 1 : 0;
    this.onStack = addToSet(this.onStack, id);
    if (end === start) this.atEnd(id);
  }

  private growFrames(): void {
    const length = this.frameState.length * 2;
    this.frameState = enlarged(this.frameState, length);
    this.frameMark = enlarged(this.frameMark, length);
    this.frameLow = enlarged(this.frameLow, length);
    this.frameHigh = enlarged(this.frameHigh, length);
    this.frameCursor = enlarged(this.frameCursor, length);
    this.frameMovesEnd = enlarged(this.frameMovesEnd, length);
    this.frameEdges = enlarged(this.frameEdges, length);
    this.frameReduced = enlarged(this.frameReduced, length);
    this.frameFailed = enlarged(this.frameFailed, length);
  }

  /** All moves of frame `f` have been explored. */
  private pop(f: number): void {
    const id = this.frameState[f];
    const from = this.frameEdges[f];
    const records = this.records ?? this.graph;
    records?.add(id, this.edgeTargets, this.edgeAgents, from, this.edgesEnd);
    this.edgesEnd = from;
    this.onStack[id >>> 5] &= ~(1 << (id & 31));
    this.depth--;
    if (f > 0) this.takeBack(f - 1, this.frameMark[f]);
  }

  private addEdge(target: number, move: number, f: number): void {
    const e = this.edgesEnd++;
    if (e === this.edgeTargets.length) {
      this.edgeTargets = enlarged(this.edgeTargets, e * 2);
      this.edgeAgents = enlarged(this.edgeAgents, e * 2);
    }
    this.edgeTargets[e] = target;
    const flags =
      ((move & flushBit) !== 0 ? Agent.Flush : 0) | (this.frameReduced[f] !== 0 ? Agent.Local : 0);
    this.edgeAgents[e] = laneOf(move) | flags;
  }

  private isOnStack(id: number): boolean {
    return (this.onStack[id >>> 5] & (1 << (id & 31))) !== 0;
  }

  /** True when the step made since `mark` ended a run by a false assumption. */
  private entersAssumed(lane: number, mark: number): boolean {
    const { machine } = this;
    if (machine.program.shape[machine.node(lane)] === Shape.Assumed) return true;
    return machine.logEnd - mark >= spawnLog && isAssumed(machine);
  }

  /** True when the step made since `mark` led to a thread's failure. */
  private entersFailed(lane: number, mark: number): boolean {
    const { machine } = this;
    if (machine.program.shape[machine.node(lane)] === Shape.Failed) return true;
    return machine.logEnd - mark >= spawnLog && failuresIn(machine).length > 0;
  }

  /** The state just entered has no moves. */
  private atEnd(id: number): void {
    const { machine } = this;
    if (isAssumed(machine)) return;
    const kind = endKind(machine);
    if (kind === "deadlock") this.keepSchedule("deadlock", this.depth);
    let outcome = -1;
    if (kind === "complete") {
      this.machine.built.properties.forEach((property, p) => {
        if (property.kind === "atEnd")
          this.record(p, this.evaluator.evaluate(p), id, false, this.depth);
      });
      outcome = this.outcomeNumber(this.evaluator.outcome());
    }
    const failures = kind === "failed" ? failuresIn(machine) : none;
    this.ends.push({ id, kind, failures, outcome });
  }

  private outcomeNumber(text: string | null): number {
    if (text === null) return -1;
    let index = this.outcomeIndex.get(text);
    if (index === undefined) {
      index = this.outcomes.push(text) - 1;
      this.outcomeIndex.set(text, index);
    }
    return index;
  }

  private checkMemory(): void {
    if (this.bytes > this.limits.bytes && this.graph !== null) this.graph = null;
    if (this.bytes > this.limits.bytes) this.stopped = "memory";
  }
}

const none: readonly FailureKind[] = [];

/** Log entries of a step that starts another thread: its counter, that thread and its own node. */
const spawnLog = 6;
