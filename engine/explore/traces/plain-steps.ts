/**
 * Plain accesses to one location: most events, hence done here apart from all others, on the state
 * vector and without the machine's log.
 *
 * `perform` is the search's inner loop, so it is one long function. It does what `Machine.step`,
 * `CurrentRun.push` and `addRecord`, `Clocks.begin` and `RaceFinder.order` do for other events.
 */
import { Flag, Shape, Target } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import { type Machine, Use } from "../../memory/machine.js";
import type { AccessCodes } from "./access-codes.js";
import type { Clocks } from "./clocks.js";
import { type CurrentRun, EventField, RecordField } from "./current-run.js";
import type { RaceFinder } from "./race-finder.js";
import { type RaceList, unknownCode } from "./race-list.js";
import type { WatchedProperties } from "./watched-properties.js";

/** What is said of an edge that is no plain access; other values are access codes. */
const enum Edge {
  General = -1,
  Unknown = -2,
}

/**
 * Fields of what is remembered of a node: the plain accesses made from there for two numbers that
 * its location may hold, the one met last first. The other one is mostly that of a race's other
 * outcome, which is what comes next when the race is reversed.
 */
const enum Latest {
  /** One more than the number that the location held; 0 for none, `anyNumber` if all are the same. */
  Key,
  Code,
  /** Number that a write leaves in the location, -1 for a read. */
  Write,
  Next,
  /** The same four fields for the other number. */
  OtherKey,
  OtherCode,
  OtherWrite,
  OtherNext,
  Size,
}

const anyNumber = -1;

export class PlainSteps {
  private readonly machine: Machine;
  private readonly codes: AccessCodes;
  private readonly watched: WatchedProperties;
  private readonly run: CurrentRun;
  private readonly clocks: Clocks;
  private readonly list: RaceList;
  /** Set by the search. */
  finder!: RaceFinder;
  /** For each edge its access code if it is a plain access, or an `Edge`. */
  private edgeCode = new Int32Array(1024).fill(Edge.Unknown);
  /** By node, see `Latest`. */
  private latest = new Int32Array(1024 * Latest.Size);

  constructor(
    machine: Machine,
    codes: AccessCodes,
    watched: WatchedProperties,
    run: CurrentRun,
    clocks: Clocks,
    list: RaceList,
  ) {
    this.machine = machine;
    this.codes = codes;
    this.watched = watched;
    this.run = run;
    this.clocks = clocks;
    this.list = list;
  }

  /** Performs what a thread does next, if that is a plain access; false (and nothing) otherwise. */
  perform(lane: number): boolean {
    const { machine, run, clocks } = this;
    const { program } = machine;
    const threadSlot = machine.threadSlot[lane];
    const node = machine.state[threadSlot];
    const slot = program.slot[node];
    const at = node * Latest.Size;
    if (at >= this.latest.length) this.latest = enlarged(this.latest, at * 2);
    const key = this.latest[at + Latest.Key];
    if (key !== machine.state[slot] + 1 && key !== anyNumber && !this.remember(node, slot)) {
      return false;
    }
    // Only now: to run a thread on may enlarge the state.
    const { latest } = this;
    const { state } = machine;
    const code = latest[at + Latest.Code];
    const old = state[slot];
    const now = (code & 3) === Use.Write ? latest[at + Latest.Write] : old;
    state[slot] = now;
    state[threadSlot] = latest[at + Latest.Next]!;

    const d = run.depth;
    const r = run.recordCount;
    run.hold(d, r);
    clocks.holdEvent(d);
    const { events, records, last, head } = run;
    const { counts, stride } = clocks;
    const previous = last[lane];
    last[lane] = d;
    run.depth = d + 1;
    run.recordCount = r + 1;
    const clock = d * stride;
    let index = 1;
    if (previous < 0) counts.fill(0, clock, clock + stride);
    else {
      const before = previous * EventField.Size;
      if (events[before + EventField.Agent] === lane) index += events[before + EventField.Index];
      const from = previous * stride;
      for (let a = 0; a < stride; a++) counts[clock + a] = counts[from + a]!;
    }
    counts[clock + lane] = index;
    const event = d * EventField.Size;
    events[event + EventField.Move] = lane;
    events[event + EventField.Agent] = lane;
    events[event + EventField.Code] = code;
    events[event + EventField.Node] = node;
    events[event + EventField.Index] = index;
    events[event + EventField.Previous] = previous;
    events[event + EventField.After] = -1;
    events[event + EventField.Mark] = -1;
    events[event + EventField.Locals] = 0;
    events[event + EventField.FirstRecord] = r;

    const chain = code >> 2;
    const above = head[chain];
    head[chain] = r;
    let group = above;
    if ((code & 3) === Use.Read && above >= 0) {
      const other = above * RecordField.Size;
      if (records[other + RecordField.Access] === code) group = records[other + RecordField.Before];
    }
    const record = r * RecordField.Size;
    records[record + RecordField.Access] = code;
    records[record + RecordField.Event] = d;
    records[record + RecordField.Previous] = above;
    records[record + RecordField.Before] = group;
    records[record + RecordField.Old] = old;
    records[record + RecordField.New] = now;
    records[record + RecordField.Agent] = lane;
    records[record + RecordField.Index] = index;
    if ((program.flags[node] & Flag.Blocking) !== 0) {
      // It races with events after which it could not have happened, too.
      this.finder.order(d);
      return true;
    }
    if (group < 0) return true;

    // The group of accesses before, last first.
    const access = records[group * RecordField.Size + RecordField.Access];
    let met = group;
    do {
      const other = met * RecordField.Size;
      if (counts[clock + records[other + RecordField.Agent]] < records[other + RecordField.Index]) {
        const first = records[other + RecordField.Event];
        this.list.add(first, d, this.codeFor(node, records[other + RecordField.Old]), null);
        const from = first * stride;
        // The greater one without a branch, which could not be predicted.
        for (let a = 0; a < stride; a++) {
          const own = counts[clock + a];
          const more = counts[from + a] - own;
          counts[clock + a] = own + (more & ~(more >> 31));
        }
      }
      met = records[other + RecordField.Previous];
    } while ((access & 3) !== Use.Write && met >= 0 && records[met * RecordField.Size] === access);
    return true;
  }

  /** Takes event `d`, the last one and a plain access, out of the run and back from the state. */
  takeBack(d: number): void {
    const { machine, run } = this;
    const { events, records } = run;
    const { state } = machine;
    const event = d * EventField.Size;
    const lane = events[event + EventField.Agent];
    const code = events[event + EventField.Code];
    const r = events[event + EventField.FirstRecord];
    const record = r * RecordField.Size;
    state[machine.threadSlot[lane]] = events[event + EventField.Node]!;
    state[this.codes.chainSlot[code >> 2]] = records[record + RecordField.Old]!;
    run.head[code >> 2] = records[record + RecordField.Previous]!;
    run.last[lane] = events[event + EventField.Previous]!;
    run.recordCount = r;
    run.depth = d;
  }

  /** Takes in the edge that a node takes now; false if it is not a plain access. */
  private remember(node: number, slot: number): boolean {
    const { machine, latest } = this;
    const { program } = machine;
    const at = node * Latest.Size;
    const found = machine.state[slot] + 1;
    if (latest[at + Latest.OtherKey] === found) {
      for (let field = at; field < at + Latest.OtherKey; field++) {
        const other = latest[field];
        latest[field] = latest[field + Latest.OtherKey]!;
        latest[field + Latest.OtherKey] = other;
      }
      return true;
    }
    const shape = program.shape[node];
    if (shape !== Shape.Single && shape !== Shape.Blind) return false;
    const edge = program.edge(node, shape === Shape.Single ? found - 1 : 0);
    if (this.codeAlong(edge) < 0) return false;
    this.note(at, shape === Shape.Single ? found : anyNumber, edge);
    return true;
  }

  /**
   * The access code of a node that is left by a plain access, when it finds another number in its
   * location; `unknownCode` if that is no plain access.
   */
  codeFor(node: number, found: number): number {
    const { latest } = this;
    const at = node * Latest.Size;
    const key = latest[at + Latest.Key];
    if (key === found + 1 || key === anyNumber) return latest[at + Latest.Code];
    if (latest[at + Latest.OtherKey] === found + 1) return latest[at + Latest.OtherCode];
    const edge = this.machine.program.edge(node, found);
    if (this.codeAlong(edge) < 0) return unknownCode;
    this.note(at + Latest.OtherKey, found + 1, edge);
    return this.edgeCode[edge];
  }

  /** Remembers an edge in the four fields from `at` on. */
  private note(at: number, key: number, edge: number): void {
    const { latest, edgeCode } = this;
    const { write, next } = this.machine.program;
    latest[at + Latest.Key] = key;
    latest[at + Latest.Code] = edgeCode[edge]!;
    latest[at + Latest.Write] = write[edge]!;
    latest[at + Latest.Next] = next[edge]!;
  }

  /**
   * The access code of an edge if it is a plain access, otherwise a negative number. Runs the
   * thread on if it has never gone along the edge.
   */
  private codeAlong(edge: number): number {
    if (edge >= this.edgeCode.length) {
      this.edgeCode = enlarged(this.edgeCode, edge * 2, Edge.Unknown);
    }
    const known = this.edgeCode[edge];
    return known === (Edge.Unknown as number) ? this.classify(edge) : known;
  }

  private classify(edge: number): number {
    const { machine } = this;
    let next = machine.program.next[edge];
    if (next === (Target.Unknown as number)) next = machine.unfold(edge);
    const code = next < 0 ? Edge.General : this.plainCode(edge, next);
    return (this.edgeCode[edge] = code);
  }

  private plainCode(edge: number, next: number): number {
    const { program } = this.machine;
    const node = program.edges.first[edge];
    const slot = program.slot[node];
    if ((program.flags[node] & (Flag.Choice | Flag.Local | Flag.Join)) !== 0) return Edge.General;
    if (program.many[edge] >= 0 || (program.flags[next] & (Flag.Fused | Flag.Local)) !== 0) {
      return Edge.General;
    }
    if (this.watched.looksAtThreads && program.shape[next] === Shape.Finished) return Edge.General;
    const writes = program.write[edge] >= 0;
    if (writes && this.watched.watches(slot)) return Edge.General;
    const chain = this.codes.chainOf(slot);
    this.run.holdChains(this.codes.chains);
    return (chain << 2) | (writes ? Use.Write : Use.Read);
  }
}
