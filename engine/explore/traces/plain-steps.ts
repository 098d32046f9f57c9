/**
 * Plain accesses to one location: most events, hence done here apart from all others, on the state
 * vector and without the machine's log.
 *
 * `perform` is the search's inner loop, so it is one long function. It does what `Machine.step`,
 * `CurrentRun.push` and `addRecord`, `Clocks.begin` and `RaceFinder.order` do for other events.
 */
import { type Machine, Use } from "../../memory/machine.js";
import type { AccessCodes } from "./access-codes.js";
import type { Clocks } from "./clocks.js";
import { type CurrentRun, EventField, RecordField } from "./current-run.js";
import { Key, type PlainAccesses, Row } from "./plain-accesses.js";
import type { RaceFinder } from "./race-finder.js";
import type { RaceList } from "./race-list.js";

/** What `perform` returns for what is no plain access; other values are access codes. */
export const notPlain = -1;

export class PlainSteps {
  private readonly machine: Machine;
  private readonly codes: AccessCodes;
  private readonly accesses: PlainAccesses;
  private readonly run: CurrentRun;
  private readonly clocks: Clocks;
  private readonly list: RaceList;
  /** Set by the search. */
  finder!: RaceFinder;

  constructor(
    machine: Machine,
    codes: AccessCodes,
    accesses: PlainAccesses,
    run: CurrentRun,
    clocks: Clocks,
    list: RaceList,
  ) {
    this.machine = machine;
    this.codes = codes;
    this.accesses = accesses;
    this.run = run;
    this.clocks = clocks;
    this.list = list;
  }

  /**
   * Performs what a thread does next, if that is a plain access (and it need not wait), and returns
   * its access code; otherwise returns `notPlain`.
   */
  perform(lane: number): number {
    const { machine, run, clocks, accesses } = this;
    const threadSlot = machine.threadSlot[lane];
    const node = machine.state[threadSlot];
    const row = node << Row.Shift;
    if (row >= accesses.rows.length) accesses.hold(node);
    const key = accesses.rows[row | Row.Key];
    const isFirst = key === machine.state[accesses.rows[row | Row.Place] >> 1] + 1;
    if (!isFirst && key !== (Key.Any as number) && !accesses.bring(node)) return notPlain;
    // Only now: to run a thread on may enlarge the state.
    const { rows } = accesses;
    const { state } = machine;
    const place = rows[row | Row.Place];
    const slot = place >> 1;
    const write = rows[row | Row.Write];
    const reads = write >> 31;
    const code = rows[row | Row.Read] + 1 + reads;
    const old = state[slot];
    const now = (old & reads) | (write & ~reads);
    state[slot] = now;
    state[threadSlot] = rows[row | Row.Next]!;

    const d = run.depth;
    const r = run.recordCount;
    run.hold(d, r);
    clocks.holdEvent(d);
    const { events, records, last, head } = run;
    const { counts } = clocks;
    const previous = last[lane];
    last[lane] = d;
    run.depth = d + 1;
    run.recordCount = r + 1;
    const clock = d << clocks.shift;
    clocks.inherit(d, previous);
    const index = counts[clock | lane] + 1;
    counts[clock | lane] = index;
    const event = d << EventField.Shift;
    events[event | EventField.Move] = lane;
    events[event | EventField.Agent] = lane;
    events[event | EventField.Code] = code;
    events[event | EventField.Node] = node;
    events[event | EventField.Index] = index;
    events[event | EventField.Previous] = previous;
    events[event | EventField.Mark] = -1;
    events[event | EventField.FirstRecord] = r;

    const chain = code >> 2;
    const above = head[chain];
    head[chain] = r;
    let group = above;
    if ((code & 3) === Use.Read && above >= 0) {
      const other = above << RecordField.Shift;
      if (records[other | RecordField.Access] === code) group = records[other | RecordField.Before];
    }
    const record = r << RecordField.Shift;
    records[record | RecordField.Access] = code;
    records[record | RecordField.Event] = d;
    records[record | RecordField.Previous] = above;
    records[record | RecordField.Before] = group;
    records[record | RecordField.Old] = old;
    records[record | RecordField.New] = now;
    records[record | RecordField.Agent] = lane;
    records[record | RecordField.Index] = index;
    if ((place & 1) !== 0) {
      // It races with events after which it could not have happened, too.
      this.finder.order(d);
      return code;
    }
    if (group < 0) return code;

    // The group of accesses before, last first.
    const access = records[(group << RecordField.Shift) | RecordField.Access];
    let met = group;
    do {
      const other = met << RecordField.Shift;
      if (counts[clock | records[other | RecordField.Agent]] < records[other | RecordField.Index]) {
        const first = records[other | RecordField.Event];
        const found = records[other | RecordField.Old];
        const after = found === old ? code : accesses.codeFor(node, found);
        this.list.add(first, d, after);
        clocks.join(d, first);
      }
      met = records[other | RecordField.Previous];
    } while (
      (access & 3) !== Use.Write &&
      met >= 0 &&
      records[met << RecordField.Shift] === access
    );
    return code;
  }

  /** Takes event `d`, the last one and a plain access, out of the run and back from the state. */
  takeBack(d: number): void {
    const { machine, run } = this;
    const { events, records } = run;
    const { state } = machine;
    const event = d << EventField.Shift;
    const lane = events[event | EventField.Agent];
    const code = events[event | EventField.Code];
    const r = events[event | EventField.FirstRecord];
    const record = r << RecordField.Shift;
    state[machine.threadSlot[lane]] = events[event | EventField.Node]!;
    state[this.codes.chainSlot[code >> 2]] = records[record | RecordField.Old]!;
    run.head[code >> 2] = records[record | RecordField.Previous]!;
    run.last[lane] = events[event | EventField.Previous]!;
    run.recordCount = r;
    run.depth = d;
  }
}
