/**
 * Takes the machine back in the current run, and from there along another way, to see what an event
 * would do once a race is reversed: for events that consist of several operations or depend on
 * several locations, and for the store buffers.
 */
import { Flag } from "../../automaton/node.js";
import { mostMoves } from "../../memory/machine.js";
import { choiceBit } from "./current-run.js";
import type { RaceList } from "./race-list.js";
import type { Reversals } from "./reversals.js";
import type { SearchParts } from "./search-parts.js";

/** A reversal that the machine has to try out. */
interface Excursion {
  /** Depth of the branch. */
  readonly at: number;
  /** Events that are left out, with all that follows them. */
  readonly without: readonly number[];
  readonly lane: number;
  /** Number of the race, -1 when it is looked at anew in each run. */
  readonly race: number;
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
    this.planned.push({ at: Math.min(...without), without, lane, race });
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

  private make({ at, without, lane, race }: Excursion): void {
    const { machine, stepper, run, buffers } = this.parts;
    const { list, reversals } = this;
    reversals.hold(run.depth - at + 1);
    this.goTo(at);
    const mark = machine.logEnd;
    const kept = this.happenWithout(at, without);
    const node = machine.node(lane);
    const end = machine.threadMoves(lane, node, this.enabledMoves, 0);
    // With a store pending an operation may have to wait for what a later run does.
    if (end === 0 && buffers === null) {
      throw new Error(`trace search: thread ${lane} waits where it should not`);
    }
    const choice = (machine.program.flags[node] & Flag.Choice) === 0 ? 0 : choiceBit;
    const found = Array.from(this.enabledMoves.subarray(0, end), (move) => ({
      move: move | choice,
      code: stepper.tryOut(move | choice),
    }));
    machine.undo(mark);
    for (const { move, code } of found) {
      if (race >= 0 && choice === 0 && code === run.code[list.second[race]]) {
        list.codeAfter[race] = code;
        reversals.reverse(race);
        return;
      }
      // Later events may conflict with what the second event does now, so they come before it, and
      // the race is reversed again in each run.
      kept.forEach((d, m) => {
        reversals.moves[m] = run.move[d]!;
        reversals.agents[m] = run.agent[d]!;
        reversals.seqCodes[m] = run.code[d]!;
      });
      reversals.moves[kept.length] = move;
      reversals.agents[kept.length] = run.threadAgent(lane);
      reversals.seqCodes[kept.length] = code;
      reversals.insert(at, kept.length + 1);
    }
  }
}
