/**
 * Happens-before clocks of the current run and its races: pairs of conflicting events that could
 * have come in the other order. For each race a sequence that does come in the other order is
 * inserted into the wakeup tree of the depth of its first event.
 *
 * Races are looked for when a run has ended (deferred, as in Algorithm 2 of "Source Sets", JACM
 * 2017). The reversing sequence holds every later event that does not follow the first one, so
 * it depends on how the run goes on after the race. Nevertheless a race is reversed again in later
 * runs with the same beginning only if it was redundant because of an event asleep (which what
 * those runs do instead may wake) or if the second event touches other things once reversed. With
 * nondeterministic choices all races are reversed in every run.
 *
 * A lock, an await and the like can race only with an event before which they would have been
 * enabled. One that is still waiting at the end of the run takes part, which is how deadlocks are
 * found; see `guarded-races.ts` for waits that depend on several locations.
 */
import { Flag, Shape, Target } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import { type Machine, Use } from "../../memory/machine.js";
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

/** How an insertion turned out, if no event is asleep that makes it redundant; see `insert`. */
const settled = -1;

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
  /** Which event asleep made it redundant, -1 for none; at which depth it comes itself, or -1. */
  private asleepBy = new Int32Array(256);
  private comesAt = new Int32Array(256);
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
  private enabledMoves = new Int32Array(5000);

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
    // A sequence inserted before may lead to another alternative of a choice only.
    if (run.choices > 0) this.forget(0);
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
      if (this.comesAt[k]! >= d) this.asleepBy[k] = -1;
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
    this.comesAt[to] = this.comesAt[from]!;
  }

  /**
   * Inserts a sequence for each race of the run that has just ended. Afterwards the machine is in
   * the state at the depth returned, the run's own or a smaller one.
   */
  reverseAll(): number {
    const { races, lasts } = this;
    for (let k = 0; k < races; k++) {
      lasts[k] = 1;
      if (k < this.lasting && this.asleepBy[k]! >= 0 && this.isStillAsleep(k)) continue;
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
    const code = this.stepper.codeOfEdge(program.edge(node, run.recordOld[record]!));
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
      this.comesAt = enlarged(this.comesAt, k * 2);
      this.lasts = enlarged(this.lasts, k * 2);
    }
    this.first[k] = first;
    this.second[k] = second;
    this.codeAfter[k] = code;
    this.without[k] = without;
    this.asleepBy[k] = -1;
    this.comesAt[k] = -1;
  }

  /** True when the event asleep that made race `k` redundant still does. */
  private isStillAsleep(k: number): boolean {
    const { run, sleep, codes, clocks } = this;
    if (this.comesAt[k]! >= 0) return true;
    const q = this.asleepBy[k]!;
    const agent = sleep.agent[q]!;
    const code = sleep.code[q]!;
    const first = this.first[k]!;
    for (let d = this.analysedBefore; d < run.depth; d++) {
      if (run.agent[d] !== agent && !codes.conflict(run.code[d]!, code)) continue;
      if (this.without[k] === null ? !clocks.isBefore(first, d) : this.isKept(k, d)) return false;
    }
    return true;
  }

  /** True when the reversal of race `k` leaves event `d` in. */
  private isKept(k: number, d: number): boolean {
    for (const event of this.without[k]!) if (this.clocks.isBefore(event, d)) return false;
    return true;
  }

  /** Plans an excursion to where the second event of race `k` would happen. */
  private plan(k: number): void {
    const first = this.first[k]!;
    const lane = this.run.agent[this.second[k]!]!;
    this.excursions.push({ at: first, without: this.without[k] ?? [first], lane, race: k });
  }

  /** Inserts the reversal of race `k`, whose code is known. */
  private reverse(k: number): void {
    const { run, clocks } = this;
    const i = this.first[k]!;
    const j = this.second[k]!;
    const narrow = this.without[k] === null;
    const n = run.depth;
    this.holdSequence(n - i + 1);
    let m = 0;
    for (let d = i + 1; d < n; d++) {
      if (narrow ? clocks.isBefore(i, d) : !this.isKept(k, d)) continue;
      this.append(m++, d);
    }
    this.conclude(k, this.insert(i, m, run.move[j]!, run.agent[j]!, this.codeAfter[k]!));
  }

  private append(m: number, d: number): void {
    const { run } = this;
    this.moves[m] = run.move[d]!;
    this.agents[m] = run.agent[d]!;
    this.seqCodes[m] = run.code[d]!;
    this.depths[m] = d;
  }

  /** Keeps race `k` for later runs, or not, after an insertion with the given outcome. */
  private conclude(k: number, sleeper: number): void {
    this.asleepBy[k] = sleeper;
    if (sleeper === settled) {
      this.lasts[k] = 0;
      return;
    }
    // What makes it redundant for good happens no later than the second event.
    this.comesAt[k] = this.matched;
    if (this.matched >= 0 && this.matched <= this.second[k]!) this.lasts[k] = 0;
  }

  private matched = -1;

  /**
   * Inserts the sequence of `length` events, and one more, at depth `i`. If it is redundant because
   * it begins with an event asleep (up to equivalence), returns the number of that one and leaves
   * in `matched` the depth at which the sequence has it, -1 if it does not; otherwise `settled`.
   */
  private insert(i: number, length: number, move: number, agent: number, code: number): number {
    const { moves, agents, seqCodes, codes, sleep } = this;
    moves[length] = move;
    agents[length] = agent;
    seqCodes[length] = code;
    this.depths[length] = 0;
    const to = sleep.end[i]!;
    for (let q = sleep.start[i]!; q < to; q++) {
      const sleeper = sleep.agent[q]!;
      const sleeperCode = sleep.code[q]!;
      let k = 0;
      while (k <= length && agents[k] !== sleeper && !codes.conflict(seqCodes[k]!, sleeperCode)) {
        k++;
      }
      if (k <= length && (agents[k] !== sleeper || moves[k] !== sleep.move[q])) continue;
      this.matched = k > length ? -1 : this.depths[k]!;
      return q;
    }
    this.trees.insert(i, moves, agents, seqCodes, length + 1, codes);
    return settled;
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
      kept.forEach((d, m) => this.append(m, d));
      const outcome = this.insert(at, kept.length, move, lane, code);
      if (race < 0) continue;
      // Where the event touches other things than in this run, what later runs do instead of the
      // events kept here may conflict with it.
      if (choice === 0 && code === run.code[this.second[race]!]) {
        this.codeAfter[race] = code;
        this.conclude(race, outcome);
      }
    }
  }
}
