/**
 * The traces engine: explores exactly one execution of every Mazurkiewicz trace of a scenario by
 * optimal dynamic partial-order reduction with wakeup trees (Abdulla, Aronis, Jonsson, Sagonas:
 * "Source Sets: A Foundation for Optimal Dynamic Partial Order Reduction", JACM 2017).
 *
 * Depth-first over the moves of the machine, backtracking by undo. At each depth there is a sleep
 * set (what need not be tried) and a wakeup tree (what must still be tried).
 */
import { Flag, Shape } from "../../automaton/node.js";
import { AccessCodes } from "./access-codes.js";
import { Clocks } from "./clocks.js";
import { CurrentRun, EventField, choiceBit } from "./current-run.js";
import { PlainAccesses } from "./plain-accesses.js";
import { PlainSteps, notPlain } from "./plain-steps.js";
import { RaceList } from "./race-list.js";
import { Races } from "./races.js";
import { type RunEnd, RunJudge } from "./run-judge.js";
import { SleepSets } from "./sleep-sets.js";
import { StoreBuffers } from "./store-buffers.js";
import { Stepper } from "./stepper.js";
import { WakeupTrees } from "./wakeup-trees.js";
import { type PropertyOracle, WatchedProperties } from "./watched-properties.js";
import { type Machine, mostMoves } from "../../memory/machine.js";

/** What a search may be told; everything has a default. */
export interface TraceSearchOptions {
  /**
   * Called at the end of each run (but those with a failed assumption), with the machine in its
   * final state. Default: nothing.
   */
  readonly onEnd?: (end: RunEnd) => void;
  /** Longest run, in events; a longer one ends the search. Default 200,000. */
  readonly maxDepth?: number;
}

export class TraceSearch {
  readonly machine: Machine;
  /** Runs so far, by how they ended, and witnesses of each property. */
  judge: RunJudge;
  /** Events performed. */
  transitions = 0;
  /** Runs given up because everything enabled was asleep: zero, or the reduction is not optimal. */
  sleepSetBlocked = 0;
  /** True when the search ended because a run was longer than `maxDepth`. */
  tooDeep = false;

  private readonly watched: WatchedProperties;
  private readonly options: TraceSearchOptions;
  private readonly maxDepth: number;
  private codes!: AccessCodes;
  private current!: CurrentRun;
  private sleep!: SleepSets;
  private trees!: WakeupTrees;
  private stepper!: Stepper;
  private plain!: PlainSteps;
  private races!: Races;
  private buffers: StoreBuffers | null = null;
  private enabledMoves = new Int32Array(mostMoves);
  /** False when depth `current.depth` has been left and its next alternative is to be taken. */
  private fresh = true;
  private over = false;
  private begun = false;
  private planned = 0;
  private readonly oracle: PropertyOracle;

  /** The oracle evaluates the scenario's properties on this machine, which is in its initial state. */
  constructor(machine: Machine, oracle: PropertyOracle, options: TraceSearchOptions = {}) {
    this.machine = machine;
    this.options = options;
    this.maxDepth = options.maxDepth ?? 200_000;
    this.watched = new WatchedProperties(machine, oracle);
    this.oracle = oracle;
    this.judge = this.begin(oracle);
  }

  /**
   * Takes the machine back to its initial state, which it does not know by itself: steps on the fast
   * path are not in its log. Ends the search if it is not over.
   */
  leave(): void {
    for (let d = this.current.depth - 1; d >= 0; d--) this.stepper.undo(d);
    this.machine.reset();
    this.over = true;
  }

  /** Starts (again) from the initial state. */
  private begin(oracle: PropertyOracle): RunJudge {
    const { machine, watched } = this;
    if (this.begun) this.leave();
    this.begun = true;
    this.over = false;
    this.codes = new AccessCodes();
    watched.begin(this.codes);
    this.current = new CurrentRun();
    this.sleep = new SleepSets(this.current);
    this.trees = new WakeupTrees(this.current);
    const judge = new RunJudge(machine, this.current, oracle);
    this.judge = judge;
    const { memory } = machine;
    const buffers =
      memory === "sc"
        ? null
        : new StoreBuffers(machine, this.codes, this.current, memory === "weak");
    if (buffers !== null) this.current.threadAgent = (lane) => buffers.ofThread(lane);
    this.buffers = buffers;
    this.stepper = new Stepper(machine, this.codes, watched, this.current, buffers, judge.note);
    const clocks = new Clocks(this.current);
    clocks.hold(0, machine.lanes);
    const list = new RaceList();
    const accesses = new PlainAccesses(machine, this.codes, watched, this.current);
    this.plain = new PlainSteps(machine, this.codes, accesses, this.current, clocks, list);
    if (buffers !== null) clocks.predecessors = (d, found) => buffers.predecessors(d, found);
    this.races = new Races({
      machine,
      codes: this.codes,
      run: this.current,
      clocks,
      sleep: this.sleep,
      trees: this.trees,
      list,
      stepper: this.stepper,
      accesses,
      buffers,
    });
    this.plain.finder = this.races.finder;
    judge.clocks = clocks;
    judge.stepper = this.stepper;
    this.current.holdChains(this.codes.chains);
    this.transitions = 0;
    this.sleepSetBlocked = 0;
    this.fresh = true;
    watched.checkAll(judge.note);
    return judge;
  }

  /** Length of the current run in events. */
  get depth(): number {
    return this.current.depth;
  }

  /** Estimated share of the search that is done, 0 to 1 (as Nidhugg's `estimate_trace_count`). */
  get fraction(): number {
    if (this.over) return 1;
    let share = 1;
    let done = 0;
    for (let d = 0; d < this.current.depth && share > 1e-12; d++) {
      const tried = this.current.event(d, EventField.Tried);
      const all = tried + 1 + this.trees.pending(d);
      done += (share * tried) / all;
      share /= all;
    }
    return done;
  }

  /** Bytes that the search holds, about. */
  get bytes(): number {
    return this.current.bytes + this.sleep.bytes + this.trees.bytes + this.races.bytes;
  }

  /** Performs about `budget` events; true when the search is over. */
  run(budget: number): boolean {
    const end = this.transitions + budget;
    while (!this.over && this.transitions < end) this.advance();
    return this.over;
  }

  private advance(): void {
    const { current, trees, sleep } = this;
    const d = current.depth;
    let branch = trees.first(d);
    let move = branch < 0 ? -1 : trees.moveOf(branch);
    let lane = -1;
    let code = notPlain;
    if (branch < 0 && this.fresh) {
      // The thread that moved last goes on if it can: so runs have few context switches.
      lane = d > 0 ? current.event(d - 1, EventField.Move) & 0xff : 0;
      if (!sleep.has(d, lane)) code = this.performPlain(lane);
      if (code === notPlain) {
        if (!this.plan(d, lane)) return this.endRun();
        branch = trees.first(d);
        move = branch < 0 ? this.planned : trees.moveOf(branch);
      }
    }
    if (code === notPlain && lane !== (move & 0xff)) {
      lane = move & 0xff;
      code = this.performPlain(lane);
    }
    let agent = lane;
    if (code === notPlain) {
      this.stepper.perform(move);
      if (this.buffers === null) this.races.orderLast();
      agent = current.event(d, EventField.Agent);
      code = current.event(d, EventField.Code);
    }
    this.transitions++;
    if (this.watched.outgrown) {
      this.begin(this.oracle);
      return;
    }
    if (branch < 0) trees.clear(d + 1);
    else trees.take(d);
    sleep.descend(d, agent, code, this.codes);
    this.fresh = true;
    if (d + 1 >= this.maxDepth) {
      this.tooDeep = true;
      this.over = true;
    }
  }

  /** Performs what a thread does next if that is a plain access; see `PlainSteps.perform`. */
  private performPlain(lane: number): number {
    return this.buffers === null ? this.plain.perform(lane) : notPlain;
  }

  /**
   * Plans what to do at depth `d`, where nothing is prescribed: a move in `planned`, or branches
   * for all alternatives of a thread. False when nothing is left to do. Prefers the thread
   * `running`, which moved last.
   */
  private plan(d: number, running: number): boolean {
    const { machine, buffers } = this;
    if (this.planThread(d, running)) return true;
    for (let lane = 0; lane < machine.lanes; lane++) {
      if (lane !== running && this.planThread(d, lane)) return true;
    }
    return buffers !== null && this.planFlush(d, buffers);
  }

  /** Plans that a store leaves its buffer. */
  private planFlush(d: number, buffers: StoreBuffers): boolean {
    const { machine, sleep } = this;
    for (let lane = 0; lane < machine.lanes; lane++) {
      const end = buffers.flushes(lane, this.enabledMoves);
      for (let k = 0; k < end; k++) {
        if (sleep.has(d, this.enabledMoves[k])) continue;
        this.planned = this.enabledMoves[k]!;
        return true;
      }
    }
    return false;
  }

  private planThread(d: number, lane: number): boolean {
    const { machine, sleep } = this;
    const { program } = machine;
    const node = machine.node(lane);
    if (program.shape[node] < Shape.Single) return false;
    const flags = program.flags[node];
    if ((flags & Flag.Choice) !== 0) return this.planChoice(d, lane, node);
    const mayWait = this.buffers !== null || (flags & Flag.Blocking) !== 0;
    if (mayWait && !machine.enabled(lane, node, 0)) return false;
    if (sleep.has(d, lane)) return false;
    this.planned = lane;
    return true;
  }

  /** Plans every alternative of a choice that is not asleep. */
  private planChoice(d: number, lane: number, node: number): boolean {
    const { machine, sleep, trees, stepper } = this;
    const end = machine.threadMoves(lane, node, this.enabledMoves, 0);
    let some = false;
    for (let k = 0; k < end; k++) {
      const move = this.enabledMoves[k] | choiceBit;
      if (sleep.has(d, move)) continue;
      trees.add(d, move, this.current.threadAgent(lane), stepper.tryOut(move));
      some = true;
    }
    return some;
  }

  /** The run cannot go on: judges it, plans the reversals of its races and goes back. */
  private endRun(): void {
    const { races, judge } = this;
    races.orderRun();
    const asleep = this.isAnyAsleep();
    if (asleep) this.sleepSetBlocked++;
    else {
      const end = judge.end();
      if (end !== "assumed") this.options.onEnd?.(end);
    }
    this.backtrack(races.reverseAll(asleep || judge.someWait));
  }

  /** True when something could go on but need not. */
  private isAnyAsleep(): boolean {
    const { sleep, current, machine } = this;
    return (
      sleep.begin(current.depth) < sleep.end(current.depth) &&
      machine.allMoves(this.enabledMoves, 0) > 0
    );
  }

  /** Leaves the run back to the deepest depth with something pending; the machine is at `position`. */
  private backtrack(position: number): void {
    const { current, stepper, plain, sleep, trees, races, judge } = this;
    let at = position;
    while (current.depth > 0) {
      const d = current.depth - 1;
      const pending = trees.first(d) >= 0;
      // What is asleep at a depth that has been left for good does not matter.
      const row = d << EventField.Shift;
      if (pending) {
        sleep.add(d);
        current.events[row | EventField.Tried]++;
      } else current.events[row | EventField.Tried] = 0;
      if (at > d && current.event(d, EventField.Mark) < 0) plain.takeBack(d);
      else {
        if (at > d) stepper.undo(d);
        this.buffers?.forget(d);
        current.pop();
      }
      if (at > d) at = d;
      if (pending) break;
    }
    for (; at < current.depth; at++) stepper.redo(at);
    races.forget(current.depth);
    judge.forget(current.depth);
    this.fresh = false;
    if (trees.first(current.depth) < 0) this.over = true;
  }
}
