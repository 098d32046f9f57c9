/**
 * Finds the races of a run: pairs of conflicting events of which the first does not happen before
 * the second for another reason. Only immediate ones count, those with no event between them in
 * happens-before: the others are found once these have been reversed.
 */
import { Flag, Shape, Target } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import { Use, flushBit } from "../../memory/machine.js";
import type { GuardedRaces } from "./guarded-races.js";
import { type RaceList, unknownCode } from "./race-list.js";
import type { SearchParts } from "./search-parts.js";

export class RaceFinder {
  private readonly parts: SearchParts;
  private readonly list: RaceList;
  private readonly guarded: GuardedRaces;
  private candidates = new Int32Array(64);

  constructor(parts: SearchParts, list: RaceList, guarded: GuardedRaces) {
    this.parts = parts;
    this.list = list;
    this.guarded = guarded;
  }

  /** Gives event `d` its clock and notes its races. */
  order(d: number): void {
    const { run, clocks, machine, buffers } = this.parts;
    const from = run.firstRecord[d];
    const to = run.recordsEnd(d);
    clocks.begin(d);
    // What a join waits for is in its clock, so it needs no guard.
    const flags = machine.program.flags[run.node[d]];
    const guarded =
      (flags & (Flag.Blocking | Flag.Join)) === Flag.Blocking ||
      buffers?.isGuarded(run.node[d]) === true;
    if (guarded && to > from) this.meetGuarded(d);
    if (to === from + 1) this.meetGroup(d, run.recordBefore[from], guarded);
    else if (to > from) this.meetGroups(d, from, to, guarded);
  }

  /** Orders event `d` after a group of accesses, last first. */
  private meetGroup(d: number, last: number, guarded: boolean): void {
    if (last < 0) return;
    const { run } = this.parts;
    const use = run.recordUse[last];
    let r = last;
    do {
      this.meet(d, r, guarded);
      r = run.recordPrevious[r]!;
    } while (use !== Use.Write && r >= 0 && run.recordUse[r] === use);
  }

  private meet(d: number, record: number, guarded: boolean): void {
    const { run, clocks, buffers } = this.parts;
    const event = run.recordEvent[record];
    if (clocks.isBefore(event, d)) return;
    if (!guarded && buffers?.isOrdered(event, d) !== true) {
      this.list.add(event, d, this.codeIf(d, record), null);
    }
    clocks.join(d, event);
  }

  /** The access code of event `j` if it had come before the event of `record`. */
  private codeIf(j: number, record: number): number {
    const { run, machine, stepper } = this.parts;
    if ((run.move[j] & flushBit) !== 0) return run.code[j];
    if (run.mark[j] >= 0) return unknownCode;
    const { program } = machine;
    const node = run.node[j];
    if (program.shape[node] === Shape.Blind) return run.code[j];
    const code = stepper.codeAlong(program.edge(node, run.recordOld[record]));
    return code >= 0 ? code : unknownCode;
  }

  /** As `meetGroup` for the groups before several records: what comes later first. */
  private meetGroups(d: number, from: number, to: number, guarded: boolean): void {
    const { run } = this.parts;
    let count = 0;
    for (let own = from; own < to; own++) {
      let r = run.recordBefore[own];
      if (r < 0) continue;
      const use = run.recordUse[r];
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
    for (let k = count - 1; k >= 0; k--) this.meet(d, sorted[k], guarded);
  }

  /** Notes the races of event `d`, which could have had to wait. */
  private meetGuarded(d: number): void {
    const { run } = this.parts;
    if (run.mark[d] < 0) {
      const own = run.firstRecord[d];
      this.findBefore(
        run.node[d],
        run.recordPrevious[own],
        run.recordUse[own],
        run.previous[d],
        (event, record) => this.list.add(event, d, this.codeIf(d, record), null),
      );
      return;
    }
    if (this.parts.buffers !== null) return this.list.add(-1, d, unknownCode, null);
    for (const without of this.guarded.ofEvent(d)) {
      this.list.add(Math.min(...without), d, unknownCode, without);
    }
  }

  /**
   * Finds the events before which a wait for one location would have been enabled, walking the
   * accesses backwards from `record`; `previous` is the event before the wait in its thread.
   */
  findBefore(
    node: number,
    record: number,
    use: number,
    previous: number,
    found: (event: number, record: number) => void,
  ): void {
    const { run, clocks, machine } = this.parts;
    const { program } = machine;
    clocks.beginScratch(previous);
    for (let r = record; r >= 0; r = run.recordPrevious[r]!) {
      const other = run.recordUse[r];
      if (use === Use.Read && other === Use.Read) continue;
      const event = run.recordEvent[r];
      if (clocks.inScratch(event)) {
        if (other === Use.Write) return;
        continue;
      }
      const edge = program.edge(node, run.recordOld[r]);
      if (program.next[edge] === (Target.Blocked as number)) continue;
      found(event, r);
      clocks.joinScratch(event);
    }
  }
}
