/**
 * Takes the machine back in the current run, and from there along another way, to see what an event
 * would do once a race is reversed: for events that consist of several operations or depend on
 * several locations, and for the store buffers.
 */
import { Flag } from "../../automaton/node.js";
import { flushBit, mostMoves } from "../../memory/machine.js";
import { EventField, choiceBit } from "./current-run.js";
import { RaceField, type RaceList } from "./race-list.js";
import type { Reversals } from "./reversals.js";
import type { SearchParts } from "./search-parts.js";

/** A reversal that the machine has to try out. */
interface Excursion {
  /** Depth of the branch. */
  readonly at: number;
  /** Events that are left out, with all that follows them. */
  readonly without: readonly number[];
  readonly lane: number;
  /** Move of the store buffer if it is that and not the thread whose event comes first, or -1. */
  readonly flush: number;
  /** Number of the race, -1 when it is looked at anew in each run. */
  readonly race: number;
}

/** An event that a sequence is extended by. */
interface Step {
  readonly move: number;
  readonly agent: number;
  readonly code: number;
}

export class Excursions {
  /** Depth of the run whose state the machine is in. */
  position = 0;
  private readonly parts: SearchParts;
  private readonly list: RaceList;
  private readonly reversals: Reversals;
  private readonly planned: Excursion[] = [];
  private readonly enabledMoves = new Int32Array(mostMoves);

  constructor(parts: SearchParts, list: RaceList, reversals: Reversals) {
    this.parts = parts;
    this.list = list;
    this.reversals = reversals;
  }

  /** Plans to insert what a thread does next once everything has happened but `without`. */
  plan(lane: number, without: readonly number[], race = -1): void {
    this.planned.push({ at: Math.min(...without), without, lane, flush: -1, race });
  }

  /** As `plan` for event `j` of the run, whatever it is. */
  planEvent(j: number, without: readonly number[]): void {
    const move = this.parts.run.event(j, EventField.Move);
    const flush = (move & flushBit) === 0 ? -1 : move;
    this.planned.push({ at: Math.min(...without), without, lane: move & 0xff, flush, race: -1 });
  }

  /** Brings the machine to the state at a depth of the run. */
  goTo(depth: number): void {
    const { stepper } = this.parts;
    while (this.position > depth) stepper.undo(--this.position);
    while (this.position < depth) stepper.redo(this.position++);
  }

  /** Makes the events after `at` happen that do not follow one of `without`; returns them. */
  private happenWithout(at: number, without: readonly number[]): number[] {
    const { stepper, run, clocks } = this.parts;
    const kept: number[] = [];
    for (let d = at + 1; d < run.depth; d++) {
      if (without.some((event) => clocks.isBefore(event, d))) continue;
      stepper.replay(d);
      kept.push(d);
    }
    return kept;
  }

  /** Whether a thread could go on once everything has happened but `without` and what follows. */
  isEnabledWithout(lane: number, without: readonly number[]): boolean {
    const { machine } = this.parts;
    const at = Math.min(...without);
    this.goTo(at);
    const mark = machine.logEnd;
    this.happenWithout(at, without);
    const node = machine.node(lane);
    const enabled = machine.threadMoves(lane, node, this.enabledMoves, 0) > 0;
    machine.undo(mark);
    return enabled;
  }

  /** Works off the excursions, deepest first. */
  makeAll(): void {
    if (this.planned.length === 0) return;
    this.planned.sort((a, b) => b.at - a.at);
    for (const excursion of this.planned) this.make(excursion);
    this.planned.length = 0;
  }

  private make({ at, without, lane, flush, race }: Excursion): void {
    const { machine, run, buffers } = this.parts;
    const { list, reversals } = this;
    this.goTo(at);
    const mark = machine.logEnd;
    const kept = this.happenWithout(at, without);
    // The sequence may be extended by one event of each thread.
    reversals.hold(kept.length + 1 + machine.lanes);
    const found = flush >= 0 ? [this.stepOf(flush)] : this.nextSteps(lane);
    if (found.length === 0) {
      machine.undo(mark);
      // With a store pending an operation may have to wait for what a later run does.
      if (buffers !== null) return;
      throw new Error(`trace search: thread ${lane} waits where it should not`);
    }
    const [only] = found;
    const isSame =
      race >= 0 &&
      (only.move & choiceBit) === 0 &&
      only.code === run.event(list.race(race, RaceField.Second), EventField.Code);
    if (isSame) {
      list.races[(race << RaceField.Shift) | RaceField.CodeAfter] = only.code;
      if (reversals.reverse(race)) {
        machine.undo(mark);
        return;
      }
    }
    // Later events may conflict with what the second event does now, so they come before it, and
    // the race is reversed again in each run.
    for (const step of found) this.insert(at, kept, [step]);
    machine.undo(mark);
  }

  /**
   * Inserts a sequence: the events `kept` of the run and then others, whose effects but for the
   * last one's the machine's state includes.
   */
  private insert(at: number, kept: readonly number[], others: readonly Step[]): void {
    const { machine, run, stepper } = this.parts;
    const { reversals } = this;
    kept.forEach((d, m) => {
      reversals.put(
        m,
        run.event(d, EventField.Move),
        run.event(d, EventField.Agent),
        run.event(d, EventField.Code),
      );
    });
    others.forEach(({ move, agent, code }, m) => {
      reversals.put(kept.length + m, move, agent, code);
    });
    const undecided = reversals.insert(at, kept.length + others.length);
    if (undecided < 0) return;
    const mark = machine.logEnd;
    stepper.make(others.at(-1)!.move);
    for (const step of this.nextSteps(undecided & 0xff)) this.insert(at, kept, [...others, step]);
    machine.undo(mark);
  }

  /** What a thread can do next in the machine's state. */
  private nextSteps(lane: number): Step[] {
    const { machine } = this.parts;
    const node = machine.node(lane);
    const end = machine.threadMoves(lane, node, this.enabledMoves, 0);
    const choice = (machine.program.flags[node] & Flag.Choice) === 0 ? 0 : choiceBit;
    return Array.from(this.enabledMoves.subarray(0, end), (move) => this.stepOf(move | choice));
  }

  private stepOf(move: number): Step {
    const { run, stepper, buffers } = this.parts;
    const agent = buffers === null ? run.threadAgent(move & 0xff) : buffers.ofMove(move);
    return { move, agent, code: stepper.tryOut(move) };
  }
}
