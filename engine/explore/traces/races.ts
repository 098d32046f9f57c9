/**
 * Happens-before clocks of the current run and its races: pairs of conflicting events that could
 * have come in the other order. For each race a sequence that does come in the other order is
 * inserted into the wakeup tree of the depth of its first event.
 *
 * Races are looked for when a run has ended (deferred, as in Algorithm 2 of "Source Sets", JACM
 * 2017). There, the reversing sequence holds every later event that does not follow the first one,
 * and all races of every run are reversed. Here, what comes after the second event is left out
 * but for what is needed to wake the events asleep, and a race is not reversed again in later runs
 * with the same beginning while its outcome (what it was found redundant for, or its place in the
 * tree) is the same for what those runs do instead. Most races are settled the first time.
 *
 * A lock, an await and the like can race only with an event before which they would have been
 * enabled. One that is still waiting at the end of the run takes part, which is how deadlocks are
 * found; see `guarded-races.ts` for waits that depend on several locations.
 */
import { Flag, Shape, Target } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import { type Machine, Use, mostMoves } from "../../memory/machine.js";
import type { AccessCodes } from "./access-codes.js";
import { Clocks } from "./clocks.js";
import { type CurrentRun, choiceBit } from "./current-run.js";
import { GuardedRaces } from "./guarded-races.js";
import type { SleepSets } from "./sleep-sets.js";
import type { Stepper } from "./stepper.js";
import type { WakeupTrees } from "./wakeup-trees.js";

/** A reversal for which the machine must be taken to where it would happen. */
interface Excursion {
  /** Depth of the branch. */
  readonly at: number;
  /** Events that are left out, with all that follows them. */
  readonly without: readonly number[];
  readonly lane: number;
  /** Number of the race, -1 for a thread that waits at the end of the run. */
  readonly race: number;
}

/** What `codeAfter` says when the machine must be asked; other values are access codes. */
const unknownCode = -0x80000000;

/** Outcomes of a reversal in `asleepBy`; other values are numbers of events asleep. */
const enum Outcome {
  /** To be reversed again. */
  Open = -1,
  /** In the tree, together with an event that comes after the race. */
  InTree = -2,
}

export class Races {
  readonly clocks: Clocks;
  private readonly machine: Machine;
  private readonly codes: AccessCodes;
  private readonly run: CurrentRun;
  private readonly sleep: SleepSets;
  private readonly trees: WakeupTrees;
  private readonly stepper: Stepper;
  private readonly guarded: GuardedRaces;
  /** Events below this depth have clocks and their races have been reversed. */
  private analysed = 0;
  /** The same before the current run ended. */
  private analysedBefore = 0;

  /**
   * Races: the first event, the second one, and its access code once reversed. Those below
   * `lasting` were reversed in an earlier run but not for good.
   */
  private first = new Int32Array(256);
  private second = new Int32Array(256);
  private codeAfter = new Int32Array(256);
  /** Events that the reversal leaves out; null: only the first event. */
  private without: (readonly number[] | null)[] = [];
  /** Which event asleep made the reversal redundant, or an `Outcome`. */
  private asleepBy = new Int32Array(256);
  /** Depth of the last event that the outcome rests on, -1 for none after the race. */
  private restsOn = new Int32Array(256);
  private lasts = new Uint8Array(256);
  private races = 0;
  private lasting = 0;
  private excursions: Excursion[] = [];

  /** The reversing sequence, and the depth of each of its events. */
  private moves = new Int32Array(256);
  private agents = new Int32Array(256);
  private seqCodes = new Int32Array(256);
  private depths = new Int32Array(256);
  private candidates = new Int32Array(64);
  private enabledMoves = new Int32Array(mostMoves);

  constructor(
    machine: Machine,
    codes: AccessCodes,
    run: CurrentRun,
    sleep: SleepSets,
    trees: WakeupTrees,
    stepper: Stepper,
  ) {
    this.machine = machine;
    this.codes = codes;
    this.run = run;
    this.sleep = sleep;
    this.trees = trees;
    this.stepper = stepper;
    this.clocks = new Clocks(run);
    this.guarded = new GuardedRaces(machine, codes, run, this.clocks);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.clocks.bytes + this.first.length * 21;
  }

  /** Computes the clocks of the events that have been added since and finds their races. */
  orderNew(): void {
    const { run, clocks } = this;
    clocks.hold(run.depth, this.machine.lanes);
    this.races = this.lasting;
    this.analysedBefore = this.analysed;
    for (let d = this.analysed; d < run.depth; d++) this.order(d);
    this.analysed = run.depth;
  }

  /** Events from depth `d` on are no more. */
  forget(d: number): void {
    if (d < this.analysed) this.analysed = d;
    let kept = 0;
    for (let k = 0; k < this.lasting; k++) {
      if (this.second[k]! >= d) continue;
      if (this.restsOn[k]! >= d) this.asleepBy[k] = Outcome.Open;
      this.moveRace(k, kept++);
    }
    this.lasting = kept;
  }

  private moveRace(from: number, to: number): void {
    if (from === to) return;
    this.first[to] = this.first[from]!;
    this.second[to] = this.second[from]!;
    this.codeAfter[to] = this.codeAfter[from]!;
    this.without[to] = this.without[from]!;
    this.asleepBy[to] = this.asleepBy[from]!;
    this.restsOn[to] = this.restsOn[from]!;
  }

  /**
   * Inserts a sequence for each race of the run that has just ended. Afterwards the machine is in
   * the state at the depth returned, the run's own or a smaller one.
   */
  reverseAll(): number {
    const { races, lasts } = this;
    for (let k = 0; k < races; k++) {
      lasts[k] = 1;
      if (k < this.lasting && this.isStillSo(k)) continue;
      if (this.codeAfter[k] === unknownCode) this.plan(k);
      else this.reverse(k);
    }
    this.reverseBlocked();
    const position = this.excursions.length === 0 ? this.run.depth : this.makeExcursions();
    let kept = 0;
    for (let k = 0; k < races; k++) if (lasts[k] === 1) this.moveRace(k, kept++);
    this.lasting = kept;
    return position;
  }

  /** Gives event `d` its clock and notes its races. */
  private order(d: number): void {
    const { run, clocks } = this;
    const from = run.firstRecord[d]!;
    const to = run.recordsEnd(d);
    clocks.begin(d);
    // What a join waits for is in its clock, so it needs no guard.
    const flags = this.machine.program.flags[run.node[d]!]!;
    const guarded = (flags & (Flag.Blocking | Flag.Join)) === Flag.Blocking;
    if (guarded && to > from) this.meetGuarded(d);
    if (to === from + 1) this.meetGroup(d, run.recordBefore[from]!, guarded);
    else if (to > from) this.meetGroups(d, from, to, guarded);
  }

  /** Orders event `d` after a group of accesses, last first. */
  private meetGroup(d: number, last: number, guarded: boolean): void {
    if (last < 0) return;
    const { run } = this;
    const use = run.recordUse[last]!;
    let r = last;
    do {
      this.meet(d, r, guarded);
      r = run.recordPrevious[r]!;
    } while (use !== Use.Write && r >= 0 && run.recordUse[r] === use);
  }

  private meet(d: number, record: number, guarded: boolean): void {
    const event = this.run.recordEvent[record]!;
    if (this.clocks.isBefore(event, d)) return;
    if (!guarded) this.addRace(event, d, this.codeIf(d, record), null);
    this.clocks.join(d, event);
  }

  /** The access code of event `j` if it had come before the event of `record`. */
  private codeIf(j: number, record: number): number {
    const { run } = this;
    if (run.mark[j]! >= 0) return unknownCode;
    const { program } = this.machine;
    const node = run.node[j]!;
    if (program.shape[node] === Shape.Blind) return run.code[j]!;
    const code = this.stepper.codeAlong(program.edge(node, run.recordOld[record]!));
    return code >= 0 ? code : unknownCode;
  }

  /** As `meetGroup` for the groups before several records: what comes later first. */
  private meetGroups(d: number, from: number, to: number, guarded: boolean): void {
    const { run } = this;
    let count = 0;
    for (let own = from; own < to; own++) {
      let r = run.recordBefore[own]!;
      if (r < 0) continue;
      const use = run.recordUse[r]!;
      do {
        if (count === this.candidates.length) {
          this.candidates = enlarged(this.candidates, count * 2);
        }
        this.candidates[count++] = r;
        r = run.recordPrevious[r]!;
      } while (use !== Use.Write && r >= 0 && run.recordUse[r] === use);
    }
    // Records are numbered in the order of their events.
    const sorted = this.candidates.subarray(0, count).sort();
    for (let k = count - 1; k >= 0; k--) this.meet(d, sorted[k]!, guarded);
  }

  /** Notes the races of event `d`, which could have had to wait. */
  private meetGuarded(d: number): void {
    const { run } = this;
    if (run.mark[d]! < 0) {
      const own = run.firstRecord[d]!;
      this.findBefore(
        run.node[d]!,
        run.recordPrevious[own]!,
        run.recordUse[own]!,
        run.previous[d]!,
        (event, record) => this.addRace(event, d, this.codeIf(d, record), null),
      );
      return;
    }
    for (const without of this.guarded.ofEvent(d)) {
      this.addRace(Math.min(...without), d, unknownCode, without);
    }
  }

  private addRace(
    first: number,
    second: number,
    code: number,
    without: readonly number[] | null,
  ): void {
    const k = this.races++;
    if (k === this.first.length) {
      this.first = enlarged(this.first, k * 2);
      this.second = enlarged(this.second, k * 2);
      this.codeAfter = enlarged(this.codeAfter, k * 2);
      this.asleepBy = enlarged(this.asleepBy, k * 2);
      this.restsOn = enlarged(this.restsOn, k * 2);
      this.lasts = enlarged(this.lasts, k * 2);
    }
    this.first[k] = first;
    this.second[k] = second;
    this.codeAfter[k] = code;
    this.without[k] = without;
    this.asleepBy[k] = Outcome.Open;
    this.restsOn[k] = -1;
  }

  /** True when the outcome of the reversal of race `k` is the same in this run. */
  private isStillSo(k: number): boolean {
    const { run, sleep, codes } = this;
    const q = this.asleepBy[k]!;
    if (q === (Outcome.Open as number)) return false;
    if (this.restsOn[k]! >= 0) return true;
    const agent = sleep.agent[q]!;
    const code = sleep.code[q]!;
    for (let d = this.analysedBefore; d < run.depth; d++) {
      if (run.agent[d] !== agent && !codes.conflict(run.code[d]!, code)) continue;
      if (this.isKept(k, d)) return false;
    }
    return true;
  }

  /** True when the reversal of race `k` leaves event `d` in. */
  private isKept(k: number, d: number): boolean {
    const { clocks } = this;
    const without = this.without[k]!;
    if (without === null) return !clocks.isBefore(this.first[k]!, d);
    for (const event of without) if (clocks.isBefore(event, d)) return false;
    return true;
  }

  /** Plans an excursion to where the second event of race `k` would happen. */
  private plan(k: number): void {
    const first = this.first[k]!;
    const lane = this.run.agent[this.second[k]!]!;
    this.excursions.push({ at: first, without: this.without[k] ?? [first], lane, race: k });
  }

  /**
   * Inserts the reversal of race `k`, whose code is known: what it keeps of the events up to the
   * second one, then that one, then what is needed to wake the events asleep. Later events do not
   * conflict with the second one, or they would follow it and so the first one.
   */
  private reverse(k: number): void {
    const { run, sleep, codes } = this;
    const i = this.first[k]!;
    const j = this.second[k]!;
    this.holdSequence(run.depth - i + 1);
    const { moves, agents, seqCodes, depths } = this;
    const upTo = this.gather(k, 0, i + 1, j);
    moves[upTo] = run.move[j]!;
    agents[upTo] = run.agent[j]!;
    seqCodes[upTo] = this.codeAfter[k]!;
    depths[upTo] = -1;
    // A branch that the sequence is independent of may be an alternative of a choice: to have all
    // of them, the sequence says which one it is about.
    let all = run.choices > 0 ? this.gather(k, upTo + 1, j + 1, run.depth) : -1;
    let length = Math.max(upTo + 1, all);
    const end = sleep.end[i]!;
    for (let q = sleep.start[i]!; q < end; q++) {
      const agent = sleep.agent[q]!;
      const code = sleep.code[q]!;
      let m = 0;
      while (m <= upTo && agents[m] !== agent && !codes.conflict(seqCodes[m]!, code)) m++;
      if (m > upTo) {
        if (all < 0) all = this.gather(k, upTo + 1, j + 1, run.depth);
        while (m < all && agents[m] !== agent && !codes.conflict(seqCodes[m]!, code)) m++;
      }
      const independent = m > upTo && m === all;
      if (independent || (agents[m] === agent && moves[m] === sleep.move[q])) {
        this.lasts[k] = m > upTo ? 1 : 0;
        this.asleepBy[k] = q;
        this.restsOn[k] = independent ? -1 : depths[m]!;
        return;
      }
      if (m >= length) length = m + 1;
    }
    const { trees } = this;
    trees.insert(i, moves, agents, seqCodes, depths, length, codes);
    // A branch that the sequence is only independent of may conflict with what comes instead.
    this.asleepBy[k] = trees.passed > 0 ? Outcome.Open : Outcome.InTree;
    this.restsOn[k] = trees.deepest;
    this.lasts[k] = trees.passed > 0 || trees.deepest > j ? 1 : 0;
  }

  /** Appends to the sequence what the reversal of race `k` keeps of some events. */
  private gather(k: number, length: number, from: number, to: number): number {
    const { run, moves, agents, seqCodes, depths } = this;
    const { counts, stride } = this.clocks;
    const first = this.first[k]!;
    const agent = run.agent[first]!;
    const index = run.index[first]!;
    const narrow = this.without[k] === null;
    let m = length;
    for (let d = from; d < to; d++) {
      if (narrow ? counts[d * stride + agent]! >= index : !this.isKept(k, d)) continue;
      moves[m] = run.move[d]!;
      agents[m] = run.agent[d]!;
      seqCodes[m] = run.code[d]!;
      depths[m++] = d;
    }
    return m;
  }

  /** Inserts the sequence of `length` events at depth `i`, unless it is redundant. */
  private insert(i: number, length: number): void {
    const { moves, agents, seqCodes, depths, codes, sleep } = this;
    const to = sleep.end[i]!;
    for (let q = sleep.start[i]!; q < to; q++) {
      const agent = sleep.agent[q]!;
      const code = sleep.code[q]!;
      let m = 0;
      while (m < length && agents[m] !== agent && !codes.conflict(seqCodes[m]!, code)) m++;
      if (m === length || (agents[m] === agent && moves[m] === sleep.move[q])) return;
    }
    this.trees.insert(i, moves, agents, seqCodes, depths, length, codes);
  }

  private holdSequence(length: number): void {
    if (length <= this.moves.length) return;
    this.moves = enlarged(this.moves, length * 2);
    this.agents = enlarged(this.agents, length * 2);
    this.seqCodes = enlarged(this.seqCodes, length * 2);
    this.depths = enlarged(this.depths, length * 2);
  }

  /** Reverses the races of the threads that wait at the end of the run. */
  private reverseBlocked(): void {
    const { machine, run, codes } = this;
    const { program } = machine;
    for (let lane = 0; lane < machine.lanes; lane++) {
      const node = machine.node(lane);
      if (program.shape[node]! < Shape.Single || (program.flags[node]! & Flag.Join) !== 0) continue;
      const plan = (without: readonly number[]) =>
        this.excursions.push({ at: Math.min(...without), without, lane, race: -1 });
      if (program.shape[node] === Shape.Multi) {
        for (const without of this.guarded.ofBlocked(lane, node)) plan(without);
        continue;
      }
      const chain = codes.chainOf(program.slot[node]!);
      run.holdChains(codes.chains);
      this.findBefore(node, run.head[chain]!, Use.Read, run.last[lane]!, (event) => plan([event]));
    }
  }

  /**
   * Finds the events before which a wait for one location would have been enabled, walking the
   * accesses backwards from `record`; `previous` is the event before the wait in its thread.
   */
  private findBefore(
    node: number,
    record: number,
    use: number,
    previous: number,
    found: (event: number, record: number) => void,
  ): void {
    const { run, clocks } = this;
    const { program } = this.machine;
    clocks.beginScratch(previous);
    for (let r = record; r >= 0; r = run.recordPrevious[r]!) {
      const other = run.recordUse[r]!;
      if (use === Use.Read && other === Use.Read) continue;
      const event = run.recordEvent[r]!;
      if (clocks.inScratch(event)) {
        if (other === Use.Write) return;
        continue;
      }
      const edge = program.edge(node, run.recordOld[r]!);
      if (program.next[edge] === (Target.Blocked as number)) continue;
      found(event, r);
      clocks.joinScratch(event);
    }
  }

  /** Works off the excursions, deepest first, and returns the depth that the machine is left at. */
  private makeExcursions(): number {
    const { stepper } = this;
    this.excursions.sort((a, b) => b.at - a.at);
    let position = this.run.depth;
    for (const excursion of this.excursions) {
      while (position > excursion.at) stepper.undo(--position);
      this.make(excursion);
    }
    this.excursions.length = 0;
    return position;
  }

  private make({ at, without, lane, race }: Excursion): void {
    const { machine, stepper, run, clocks } = this;
    this.holdSequence(run.depth - at + 1);
    const mark = machine.logEnd;
    const kept: number[] = [];
    for (let d = at + 1; d < run.depth; d++) {
      if (without.some((event) => clocks.isBefore(event, d))) continue;
      stepper.replay(d);
      kept.push(d);
    }
    const node = machine.node(lane);
    const end = machine.threadMoves(lane, node, this.enabledMoves, 0);
    if (end === 0) throw new Error(`trace search: thread ${lane} waits where it should not`);
    const choice = (machine.program.flags[node]! & Flag.Choice) === 0 ? 0 : choiceBit;
    const found = Array.from(this.enabledMoves.subarray(0, end), (move) => ({
      move: move | choice,
      code: stepper.tryOut(move),
    }));
    machine.undo(mark);
    for (const { move, code } of found) {
      if (race >= 0 && choice === 0 && code === run.code[this.second[race]!]) {
        this.codeAfter[race] = code;
        this.reverse(race);
        return;
      }
      // Later events may conflict with what the second event does now, so they come before it, and
      // the race is reversed again in each run.
      kept.forEach((d, m) => {
        this.moves[m] = run.move[d]!;
        this.agents[m] = run.agent[d]!;
        this.seqCodes[m] = run.code[d]!;
      });
      this.moves[kept.length] = move;
      this.agents[kept.length] = lane;
      this.seqCodes[kept.length] = code;
      this.insert(at, kept.length + 1);
    }
  }
}
