/**
 * Finds the races of a run: pairs of conflicting events of which the first does not happen before
 * the second for another reason. Only immediate ones count, those with no event between them in
 * happens-before: the others are found once these have been reversed.
 */
import { Flag, Target } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import { Use, flushBit } from "../../memory/machine.js";
import { EventField, RecordField } from "./current-run.js";
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
    const from = run.event(d, EventField.FirstRecord);
    const to = run.recordsEnd(d);
    clocks.begin(d);
    if (to === from) return;
    // What a join waits for is in its clock, so it needs no guard.
    const flags = machine.program.flags[run.event(d, EventField.Node)];
    const guarded =
      (flags & (Flag.Blocking | Flag.Join)) === Flag.Blocking ||
      buffers?.isGuarded(run.event(d, EventField.Node)) === true;
    if (guarded) this.meetGuarded(d);
    if (to === from + 1) {
      const before = run.record(from, RecordField.Before);
      if (before >= 0) this.meetGroup(d, before, guarded);
    } else this.meetGroups(d, from, to, guarded);
  }

  /** Orders event `d` after a group of accesses, last first. */
  private meetGroup(d: number, last: number, guarded: boolean): void {
    const { run, clocks } = this.parts;
    const { records } = run;
    const { counts, shift } = clocks;
    const clock = d << shift;
    const access = records[(last << RecordField.Shift) | RecordField.Access];
    let r = last;
    do {
      const record = r << RecordField.Shift;
      const known = counts[clock | records[record | RecordField.Agent]];
      if (known < records[record | RecordField.Index]) this.meet(d, r, guarded);
      r = records[record | RecordField.Previous]!;
    } while (
      (access & 3) !== Use.Write &&
      r >= 0 &&
      records[(r << RecordField.Shift) | RecordField.Access] === access
    );
  }

  /** Orders event `d` after that of a record, which does not happen before it anyway. */
  private meet(d: number, record: number, guarded: boolean): void {
    const { run, clocks, buffers } = this.parts;
    const event = run.record(record, RecordField.Event);
    if (!guarded && buffers?.isOrdered(event, d) !== true) {
      this.list.add(event, d, this.codeIf(d, record));
    }
    clocks.join(d, event);
  }

  /** The access code of event `j` if it had come before the event of `record`. */
  private codeIf(j: number, record: number): number {
    const { run, accesses } = this.parts;
    if ((run.event(j, EventField.Move) & flushBit) !== 0) return run.event(j, EventField.Code);
    if (run.event(j, EventField.Mark) >= 0) return unknownCode;
    return accesses.codeFor(run.event(j, EventField.Node), run.record(record, RecordField.Old));
  }

  /** As `meetGroup` for the groups before several records: what comes later first. */
  private meetGroups(d: number, from: number, to: number, guarded: boolean): void {
    const { run } = this.parts;
    let count = 0;
    for (let own = from; own < to; own++) {
      let r = run.record(own, RecordField.Before);
      if (r < 0) continue;
      const use = run.use(r);
      do {
        if (count === this.candidates.length) {
          this.candidates = enlarged(this.candidates, count * 2);
        }
        this.candidates[count++] = r;
        r = run.record(r, RecordField.Previous);
      } while (use !== Use.Write && r >= 0 && run.use(r) === use);
    }
    // Records are numbered in the order of their events.
    const sorted = this.candidates.subarray(0, count).sort();
    for (let k = count - 1; k >= 0; k--) {
      const event = run.record(sorted[k], RecordField.Event);
      if (!this.parts.clocks.isBefore(event, d)) this.meet(d, sorted[k], guarded);
    }
  }

  /** Notes the races of event `d`, which could have had to wait. */
  private meetGuarded(d: number): void {
    const { run } = this.parts;
    if (run.event(d, EventField.Mark) < 0) {
      const own = run.event(d, EventField.FirstRecord);
      this.findBefore(
        run.event(d, EventField.Node),
        run.record(own, RecordField.Previous),
        run.use(own),
        run.event(d, EventField.Previous),
        (event, record) => this.list.add(event, d, this.codeIf(d, record)),
      );
      return;
    }
    if (this.parts.buffers !== null) return this.list.add(-1, d, unknownCode);
    for (const without of this.guarded.ofEvent(d)) {
      this.list.addWithout(Math.min(...without), d, unknownCode, without);
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
    for (let r = record; r >= 0; r = run.record(r, RecordField.Previous)) {
      const other = run.use(r);
      if (use === Use.Read && other === Use.Read) continue;
      const event = run.record(r, RecordField.Event);
      if (clocks.inScratch(event)) {
        if (other === Use.Write) return;
        continue;
      }
      const edge = program.edge(node, run.record(r, RecordField.Old));
      if (program.next[edge] === (Target.Blocked as number)) continue;
      found(event, r);
      clocks.joinScratch(event);
    }
  }
}
