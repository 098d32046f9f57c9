/**
 * The run that the search is in, as a stack of events, and for each chain the accesses to it.
 *
 * Event `d` is what the run did at depth `d`; the row of a depth also says what else is to be done
 * there (see `WakeupTrees`) and what need not (see `SleepSets`), up to the run's end. The accesses
 * of an event are the records from its `FirstRecord` to that of the next event. Record `r` continues
 * its chain at its `Previous` (-1 at the start). Accesses that commute with their neighbours form a
 * group; `Before` is the last record of the group before that of `r`. Everything is pushed and
 * popped at the end, nothing moves.
 *
 * What belongs to one event (or record) is side by side in one array: the inner loops look at
 * several fields of an event at a time. Places in it are made by a shift and an or: a product and a
 * sum would be checked for overflow each time.
 */
import { enlarged } from "../../automaton/pair-table.js";
import { Use } from "../../memory/machine.js";

/** Bit of a move that is one alternative of a choice. Other bits are as `Machine.step` takes them. */
export const choiceBit = 1 << 25;

/** Fields of event `d`: `events[(d << EventField.Shift) | field]`. */
export const enum EventField {
  Move,
  /** Thread or store buffer. */
  Agent,
  /** Access code. */
  Code,
  /** Automaton node that the thread was at. */
  Node,
  /** Position among the events of its agent, from 1. */
  Index,
  /** Depth of the event before in the same agent (or of the one that started it), -1 for none. */
  Previous,
  /** Length of the machine's log before the event; -1 for a plain access, done without the log. */
  Mark,
  /**
   * Depth of an event that it is ordered after for another reason (join), -1 for none. Not set for
   * a plain access, which has none.
   */
  After,
  /** Local steps of the same thread, done together with the event. Not set for a plain access. */
  Locals,
  FirstRecord,
  /** Alternatives tried before it at its depth. */
  Tried,
  /** Pending branches at its depth: the first one, -1 for none, and (if there is one) the last. */
  FirstBranch,
  LastBranch,
  /** The first event asleep at its depth. Those of a depth end where those of the next begin. */
  Sleep,
  Size = 16,
  Shift = 4,
}

/** Fields of record `r`: `records[(r << RecordField.Shift) | field]`. */
export const enum RecordField {
  /** Chain and use as one number, an access code. */
  Access,
  Event,
  Previous,
  Before,
  /** Numbers in the location before and after the event; 0 for a chain that is no location. */
  Old,
  New,
  /** Those of its event. */
  Agent,
  Index,
  Size,
  Shift = 3,
}

export class CurrentRun {
  depth = 0;
  /** Number of events that are alternatives of a choice. */
  choices = 0;
  events = new Int32Array(256 << EventField.Shift);
  records = new Int32Array(256 << RecordField.Shift);
  /** Number of records. */
  recordCount = 0;

  /** Last record of each chain. */
  head = new Int32Array(64).fill(-1);
  /** Depth of each agent's last event (or of the one that started it), -1 for none. */
  last = new Int32Array(64).fill(-1);

  /** The agent of a thread; without store buffers its lane. */
  threadAgent: (lane: number) => number = (lane) => lane;

  constructor() {
    // Nothing is pending where the search begins.
    this.events[EventField.FirstBranch] = -1;
  }

  /** A field of event `d`. */
  event(d: number, field: EventField): number {
    return this.events[(d << EventField.Shift) | field];
  }

  /** A field of record `r`. */
  record(r: number, field: RecordField): number {
    return this.records[(r << RecordField.Shift) | field];
  }

  /** How record `r` uses its chain. */
  use(r: number): Use {
    return this.records[(r << RecordField.Shift) | RecordField.Access] & 3;
  }

  /** Makes room for chain numbers below `chains`. */
  holdChains(chains: number): void {
    if (chains > this.head.length) this.head = enlarged(this.head, chains * 2, -1);
  }

  /** Makes room for agent numbers below `agents`. */
  holdAgents(agents: number): void {
    if (agents > this.last.length) this.last = enlarged(this.last, agents * 2, -1);
  }

  /** Local steps done together with event `d`. */
  locals(d: number): number {
    return this.event(d, EventField.Mark) < 0 ? 0 : this.event(d, EventField.Locals);
  }

  /** Makes room for event `d` and the two rows after it, and for record `r`. */
  hold(d: number, r: number): void {
    if ((d + 3) << EventField.Shift > this.events.length) {
      this.events = enlarged(this.events, this.events.length * 2);
    }
    if (r << RecordField.Shift === this.records.length) {
      this.records = enlarged(this.records, this.records.length * 2);
    }
  }

  /** Adds an event whose records follow. */
  push(move: number, agent: number, node: number, mark: number, code: number): void {
    const d = this.depth;
    const at = d << EventField.Shift;
    this.hold(d, this.recordCount);
    const { events, last } = this;
    const previous = last[agent];
    const before = previous << EventField.Shift;
    const continues = previous >= 0 && events[before | EventField.Agent] === agent;
    events[at | EventField.Move] = move;
    events[at | EventField.Agent] = agent;
    events[at | EventField.Code] = code;
    events[at | EventField.Node] = node;
    events[at | EventField.Index] = continues ? events[before | EventField.Index] + 1 : 1;
    events[at | EventField.Previous] = previous;
    events[at | EventField.After] = -1;
    events[at | EventField.Mark] = mark;
    events[at | EventField.Locals] = 0;
    events[at | EventField.FirstRecord] = this.recordCount;
    last[agent] = d;
    if ((move & choiceBit) !== 0) this.choices++;
    this.depth = d + 1;
  }

  /** Adds a record to the event pushed last. */
  addRecord(access: number, old: number, now: number): void {
    const { head, events } = this;
    const r = this.recordCount;
    const at = r << RecordField.Shift;
    const event = (this.depth - 1) << EventField.Shift;
    this.hold(this.depth, r);
    const { records } = this;
    const chain = access >> 2;
    const previous = head[chain];
    const before = previous << RecordField.Shift;
    const joins =
      (access & 3) !== Use.Write &&
      previous >= 0 &&
      records[before | RecordField.Access] === access;
    records[at | RecordField.Access] = access;
    records[at | RecordField.Event] = this.depth - 1;
    records[at | RecordField.Previous] = previous;
    records[at | RecordField.Before] = joins ? records[before | RecordField.Before] : previous;
    records[at | RecordField.Old] = old;
    records[at | RecordField.New] = now;
    records[at | RecordField.Agent] = events[event | EventField.Agent]!;
    records[at | RecordField.Index] = events[event | EventField.Index]!;
    head[chain] = r;
    this.recordCount = r + 1;
  }

  /** Takes back the last event and its records. */
  pop(): void {
    const { events, records, head } = this;
    const d = --this.depth;
    const at = d << EventField.Shift;
    const from = events[at | EventField.FirstRecord];
    for (let r = this.recordCount - 1; r >= from; r--) {
      const record = r << RecordField.Shift;
      head[records[record | RecordField.Access] >> 2] = records[record | RecordField.Previous]!;
    }
    this.recordCount = from;
    if ((events[at | EventField.Move] & choiceBit) !== 0) this.choices--;
    this.last[events[at | EventField.Agent]] = events[at | EventField.Previous]!;
  }

  /** Records of event `d` end here. */
  recordsEnd(d: number): number {
    return d + 1 === this.depth ? this.recordCount : this.event(d + 1, EventField.FirstRecord);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.events.byteLength + this.records.byteLength;
  }
}
