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
import { Flag, Shape } from "../../automaton/node.js";
import { Use } from "../../memory/machine.js";
import { EventField } from "./current-run.js";
import { Excursions } from "./excursions.js";
import { GuardedRaces } from "./guarded-races.js";
import { RaceFinder } from "./race-finder.js";
import type { RaceList } from "./race-list.js";
import { RaceField, unknownCode } from "./race-list.js";
import { Reversals } from "./reversals.js";
import type { SearchParts } from "./search-parts.js";

export class Races {
  private readonly parts: SearchParts;
  private readonly list: RaceList;
  private readonly reversals: Reversals;
  private readonly excursions: Excursions;
  private readonly guarded: GuardedRaces;
  readonly finder: RaceFinder;
  /** The races of events below this depth have been reversed. */
  private analysed = 0;

  constructor(parts: SearchParts) {
    const { list } = parts;
    this.parts = parts;
    this.list = list;
    this.reversals = new Reversals(parts, list);
    const excursions = new Excursions(parts, list, this.reversals);
    this.excursions = excursions;
    this.guarded = new GuardedRaces(parts, (lane, without) =>
      excursions.isEnabledWithout(lane, without),
    );
    this.finder = new RaceFinder(parts, list, this.guarded);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.parts.clocks.bytes + this.list.bytes;
  }

  /** Computes the clock of the event performed last and finds its races. Not with store buffers. */
  orderLast(): void {
    const { run, clocks, machine } = this.parts;
    clocks.hold(run.depth, machine.lanes);
    this.finder.order(run.depth - 1);
  }

  /**
   * To be called when the run has ended. With store buffers it is only now that the new events'
   * clocks are computed and their races found, as that takes the machine back.
   */
  orderRun(): void {
    const { run, clocks, buffers, machine } = this.parts;
    this.excursions.position = run.depth;
    if (buffers === null) return;
    for (let lane = 0; lane < machine.lanes; lane++) buffers.ofThread(lane);
    clocks.hold(run.depth, buffers.count);
    for (let d = this.analysed; d < run.depth; d++) this.finder.order(d);
  }

  /** Events from depth `d` on are no more. */
  forget(d: number): void {
    if (d < this.analysed) this.analysed = d;
    this.list.forget(d);
  }

  /**
   * Inserts a sequence for each race of the run that has just ended. Afterwards the machine is in
   * the state at the depth returned, the run's own or a smaller one. `someWait` unless it is known
   * that no thread waits.
   */
  reverseAll(someWait: boolean): number {
    const { list, reversals } = this;
    for (let k = 0; k < list.size; k++) {
      if (k < list.lasting && reversals.isStillSo(k, this.analysed)) continue;
      if (list.race(k, RaceField.CodeAfter) === unknownCode) this.plan(k);
      else if (!reversals.reverse(k)) {
        this.planEvent(k);
      }
    }
    if (someWait) this.reverseBlocked();
    this.excursions.makeAll();
    list.keepLasting();
    this.analysed = this.parts.run.depth;
    return this.excursions.position;
  }

  /** Plans to insert what the second event of race `k` does once the first has not happened. */
  private planEvent(k: number): void {
    const { list } = this;
    this.excursions.planEvent(list.race(k, RaceField.Second), list.leftOut(k));
  }

  /** Plans an excursion to where the second event of race `k` would happen. */
  private plan(k: number): void {
    const { list, excursions } = this;
    const first = list.race(k, RaceField.First);
    const second = list.race(k, RaceField.Second);
    const lane = this.parts.run.event(second, EventField.Move) & 0xff;
    if (first >= 0) return excursions.plan(lane, list.leftOut(k), k);
    for (const without of this.guarded.ofEvent(second)) excursions.plan(lane, without);
  }

  /** Reverses the races of the threads that wait at the end of the run. */
  private reverseBlocked(): void {
    const { machine, run } = this.parts;
    const { program } = machine;
    this.excursions.goTo(run.depth);
    for (let lane = 0; lane < machine.lanes; lane++) {
      const node = machine.node(lane);
      if (program.shape[node] < Shape.Single || (program.flags[node] & Flag.Join) !== 0) continue;
      this.reverseWait(lane, node);
    }
  }

  private reverseWait(lane: number, node: number): void {
    const { machine, run, codes, buffers } = this.parts;
    const { program } = machine;
    const { excursions } = this;
    if (program.shape[node] === Shape.Multi || buffers !== null) {
      for (const without of this.guarded.ofBlocked(lane, node)) excursions.plan(lane, without);
      return excursions.goTo(run.depth);
    }
    const chain = codes.chainOf(program.slot[node]);
    run.holdChains(codes.chains);
    const previous = run.last[run.threadAgent(lane)];
    this.finder.findBefore(node, run.head[chain], Use.Read, previous, (event) => {
      excursions.plan(lane, [event]);
    });
  }
}
