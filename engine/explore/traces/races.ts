/**
 * Happens-before clocks of the current run and its races: pairs of conflicting events that could
 * have come in the other order. For each race a sequence that does come in the other order is
 * inserted into the wakeup tree of the depth of its first event.
 *
 * Races are looked for when a run has ended (deferred, as in Algorithm 2 of "Source Sets", JACM
 * 2017), and only those whose second event is new: earlier runs with the same beginning have found
 * the others (unless the run has nondeterministic choices). The reversing sequence holds every later event that does not follow the first one.
 *
 * A lock, an await and the like can race only with an event before which they would have been
 * enabled. One that is still waiting at the end of the run takes part, which is how deadlocks are
 * found; see `guarded-races.ts` for waits that depend on several locations.
 */
import { Flag, Shape, Target } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import { type Machine, Use } from "../../memory/machine.js";
import type { AccessCodes } from "./access-codes.js";
import { type CurrentRun, choiceBit } from "./current-run.js";
import { GuardedRaces } from "./guarded-races.js";
import { Clocks } from "./clocks.js";
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
  /** The race, or -1 for a thread that waits at the end of the run. */
  readonly race: number;
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

  /** Races of events without a guard: first event, second event, record that they meet in. */
  private first = new Int32Array(256);
  private second = new Int32Array(256);
  private meeting = new Int32Array(256);
  private races = 0;
  /** Those of the races that are to be reversed again in later runs come first. */
  private lasting = 0;
  private lastingNow = new Uint8Array(256);
  private excursions: Excursion[] = [];

  /** The reversing sequence. */
  private moves = new Int32Array(256);
  private agents = new Int32Array(256);
  private seqCodes = new Int32Array(256);
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
    return this.clocks.bytes + this.first.length * 12;
  }

  /** Computes the clocks of the events that have been added since and finds their races. */
  orderNew(): void {
    const { run, clocks } = this;
    clocks.hold(run.depth, this.machine.lanes);
    // A sequence inserted before may lead to another alternative of a choice only.
    if (run.choices > 0) this.forget(0);
    this.races = this.lasting;
    for (let d = this.analysed; d < run.depth; d++) this.order(d);
    this.analysed = run.depth;
  }

  /** Events from depth `d` on are no more. */
  forget(d: number): void {
    if (d < this.analysed) this.analysed = d;
    let kept = 0;
    for (let k = 0; k < this.lasting; k++) if (this.second[k]! < d) this.moveRace(k, kept++);
    this.lasting = kept;
  }

  private moveRace(from: number, to: number): void {
    this.first[to] = this.first[from]!;
    this.second[to] = this.second[from]!;
    this.meeting[to] = this.meeting[from]!;
  }

  /**
   * Inserts a sequence for each race of the run that has just ended. Afterwards the machine is in
   * the state at the depth returned, the run's own or a smaller one.
   */
  reverseAll(): number {
    const { races } = this;
    for (let k = 0; k < races; k++) {
      if (this.first[k]! < 0) this.reverseGuarded(k, this.second[k]!);
      else this.reverse(k);
    }
    this.reverseBlocked();
    const position = this.excursions.length === 0 ? this.run.depth : this.makeExcursions();
    for (let k = this.lasting; k < races; k++) {
      if (this.lastingNow[k] === 0) continue;
      this.lastingNow[k] = 0;
      this.moveRace(k, this.lasting++);
    }
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
    if (to === from + 1) this.meetGroup(d, run.recordBefore[from]!, guarded);
    else if (to > from) this.meetGroups(d, from, to, guarded);
    if (guarded && to > from) this.addRace(-1, d, -1);
  }

  /** Orders event `d` after a group of accesses, last first. */
  private meetGroup(d: number, last: number, guarded: boolean): void {
    if (last < 0) return;
    const { run, clocks } = this;
    const use = run.recordUse[last]!;
    let r = last;
    do {
      this.meet(d, r, guarded, clocks);
      r = run.recordPrevious[r]!;
    } while (use !== Use.Write && r >= 0 && run.recordUse[r] === use);
  }

  private meet(d: number, record: number, guarded: boolean, clocks: Clocks): void {
    const event = this.run.recordEvent[record]!;
    if (clocks.isBefore(event, d)) return;
    if (!guarded) this.addRace(event, d, record);
    clocks.join(d, event);
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
    for (let k = count - 1; k >= 0; k--) this.meet(d, sorted[k]!, guarded, this.clocks);
  }

  private addRace(first: number, second: number, record: number): void {
    const k = this.races++;
    if (k === this.first.length) {
      this.first = enlarged(this.first, k * 2);
      this.second = enlarged(this.second, k * 2);
      this.meeting = enlarged(this.meeting, k * 2);
      this.lastingNow = enlarged(this.lastingNow, k * 2);
    }
    this.first[k] = first;
    this.second[k] = second;
    this.meeting[k] = record;
  }

  /** Reverses race `k`, between two events that meet in a record of the first. */
  private reverse(k: number): void {
    const { run } = this;
    const i = this.first[k]!;
    const j = this.second[k]!;
    const record = this.meeting[k]!;
    const node = run.node[j]!;
    if (run.mark[j]! < 0) {
      const { program } = this.machine;
      const blind = program.shape[node] === Shape.Blind;
      const code = blind
        ? run.code[j]!
        : this.stepper.codeOfEdge(program.edge(node, run.recordOld[record]!));
      if (code >= 0) return this.insertOne(i, run.move[j]!, run.agent[j]!, code);
    }
    this.excursions.push({ at: i, without: [i], lane: run.agent[j]!, race: k });
  }

  /** Inserts at depth `i` all that does not follow event `i`, and then one more event. */
  private insertOne(i: number, move: number, agent: number, code: number): void {
    const { run, clocks } = this;
    const n = run.depth;
    this.holdSequence(n - i + 1);
    const { moves, agents, seqCodes } = this;
    let m = 0;
    for (let k = i + 1; k < n; k++) {
      if (clocks.isBefore(i, k)) continue;
      moves[m] = run.move[k]!;
      agents[m] = run.agent[k]!;
      seqCodes[m++] = run.code[k]!;
    }
    this.insert(i, m, move, agent, code);
  }

  private insert(i: number, length: number, move: number, agent: number, code: number): void {
    const { moves, agents, seqCodes, codes } = this;
    moves[length] = move;
    agents[length] = agent;
    seqCodes[length] = code;
    if (this.isAsleep(i, length + 1)) return;
    this.trees.insert(i, moves, agents, seqCodes, length + 1, codes);
  }

  /** True when the sequence is equivalent to one that begins with an event asleep at depth `i`. */
  private isAsleep(i: number, length: number): boolean {
    const { sleep, agents, moves, seqCodes, codes } = this;
    const to = sleep.end[i]!;
    for (let q = sleep.start[i]!; q < to; q++) {
      const agent = sleep.agent[q]!;
      const code = sleep.code[q]!;
      let k = 0;
      while (k < length && agents[k] !== agent && !codes.conflict(seqCodes[k]!, code)) k++;
      if (k === length || (agents[k] === agent && moves[k] === sleep.move[q])) return true;
    }
    return false;
  }

  private holdSequence(length: number): void {
    if (length <= this.moves.length) return;
    this.moves = enlarged(this.moves, length * 2);
    this.agents = enlarged(this.agents, length * 2);
    this.seqCodes = enlarged(this.seqCodes, length * 2);
  }

  /** Reverses the races of event `j`, which could have had to wait; it is in race `k` alone. */
  private reverseGuarded(k: number, j: number): void {
    const { run } = this;
    const node = run.node[j]!;
    if (run.mark[j]! < 0) {
      const own = run.firstRecord[j]!;
      const before = run.recordPrevious[own]!;
      this.reverseWait(run.agent[j]!, node, before, run.recordUse[own]!, run.previous[j]!, k);
    } else this.reverseWide(run.agent[j]!, this.guarded.ofEvent(j), k);
  }

  /** Reverses the races of the threads that wait at the end of the run. */
  private reverseBlocked(): void {
    const { machine, run, codes } = this;
    const { program } = machine;
    for (let lane = 0; lane < machine.lanes; lane++) {
      const node = machine.node(lane);
      if (program.shape[node]! < Shape.Single || (program.flags[node]! & Flag.Join) !== 0) continue;
      if (program.shape[node] === Shape.Multi) {
        this.reverseWide(lane, this.guarded.ofBlocked(lane, node), -1);
        continue;
      }
      const chain = codes.chainOf(program.slot[node]!);
      run.holdChains(codes.chains);
      this.reverseWait(lane, node, run.head[chain]!, Use.Read, run.last[lane]!, -1);
    }
  }

  /**
   * Reverses the races of a wait for one location, whose accesses are walked backwards from
   * `record`; `previous` is the event before the wait in its thread.
   */
  private reverseWait(
    lane: number,
    node: number,
    record: number,
    use: number,
    previous: number,
    race: number,
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
      const code = this.stepper.codeOfEdge(edge);
      if (code >= 0) this.insertOne(event, lane, lane, code);
      else this.excursions.push({ at: event, without: [event], lane, race });
      clocks.joinScratch(event);
    }
  }

  private reverseWide(lane: number, sets: readonly (readonly number[])[], race: number): void {
    for (const without of sets) {
      this.excursions.push({ at: Math.min(...without), without, lane, race });
    }
  }

  /** Works off the excursions, deepest first, and returns the depth that the machine is left at. */
  private makeExcursions(): number {
    const { machine, stepper, run, clocks } = this;
    this.excursions.sort((a, b) => b.at - a.at);
    let position = run.depth;
    for (const { at, without, lane, race } of this.excursions) {
      while (position > at) stepper.undo(--position);
      this.holdSequence(run.depth - at + 1);
      const mark = machine.logEnd;
      const kept: number[] = [];
      for (let k = at + 1; k < run.depth; k++) {
        if (without.some((event) => clocks.isBefore(event, k))) continue;
        stepper.replay(k);
        kept.push(k);
      }
      const end = machine.threadMoves(lane, machine.node(lane), this.enabledMoves, 0);
      if (end === 0) throw new Error(`trace search: thread ${lane} waits where it should not`);
      const choice = (machine.program.flags[machine.node(lane)]! & Flag.Choice) === 0 ? 0 : choiceBit;
      const found = Array.from(this.enabledMoves.subarray(0, end), (move) => ({
        move: move | choice,
        code: stepper.tryOut(move),
      }));
      machine.undo(mark);
      for (const { move, code } of found) {
        kept.forEach((k, m) => {
          this.moves[m] = run.move[k]!;
          this.agents[m] = run.agent[k]!;
          this.seqCodes[m] = run.code[k]!;
        });
        this.insert(at, kept.length, move, lane, code);
        // Where the event touches other things than in this run, what later runs do instead of
        // the events kept here may conflict with it.
        if (race >= this.lasting && code !== run.code[this.second[race]!]) this.lastingNow[race] = 1;
      }
    }
    this.excursions.length = 0;
    return position;
  }
}
