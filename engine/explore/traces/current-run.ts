/**
 * The run that the search is in, as a stack of events, and for each chain the accesses to it.
 *
 * Event `d` is what the run did at depth `d`. Its accesses are the records `firstRecord[d] ..
 * firstRecord[d + 1]`. Record `r` continues its chain at `recordPrevious[r]` (-1 at the start).
 * Accesses that commute with their neighbours form a group; `recordBefore[r]` is the last record
 * of the group before that of `r`. Everything is pushed and popped at the end, nothing moves.
 */
import { enlarged } from "../../automaton/pair-table.js";
import { Use } from "../../memory/machine.js";

/** Bit of a move that is one alternative of a choice. Other bits are as `Machine.step` takes them. */
export const choiceBit = 1 << 25;

export class CurrentRun {
  depth = 0;
  /** Number of events that are alternatives of a choice. */
  choices = 0;
  /** Move, agent (thread or store buffer) and access code of each event. */
  move = new Int32Array(256);
  agent = new Int32Array(256);
  code = new Int32Array(256);
  /** Automaton node that the thread was at. */
  node = new Int32Array(256);
  /** Position among the events of its agent, from 1. */
  index = new Int32Array(256);
  /** Depth of the event before in the same agent (or of the one that started it), -1 for none. */
  previous = new Int32Array(256);
  /** Depth of an event that it is ordered after for another reason (join), -1 for none. */
  after = new Int32Array(256);
  /** Length of the machine's log before the event; -1 for an event done without the log. */
  mark = new Int32Array(256);
  /** Local steps of the same thread, done together with the event. */
  locals = new Int32Array(256);
  firstRecord = new Int32Array(257);

  recordChain = new Int32Array(512);
  recordUse = new Uint8Array(512);
  recordEvent = new Int32Array(512);
  recordPrevious = new Int32Array(512);
  recordBefore = new Int32Array(512);
  /** Numbers in the location before and after the event; 0 for a chain that is no location. */
  recordOld = new Int32Array(512);
  recordNew = new Int32Array(512);
  records = 0;

  /** Last record of each chain. */
  head = new Int32Array(64).fill(-1);
  /** Depth of each agent's last event (or of the one that started it), -1 for none. */
  last = new Int32Array(64).fill(-1);

  /** The agent of a thread; without store buffers its lane. */
  threadAgent: (lane: number) => number = (lane) => lane;

  /** Makes room for chain numbers below `chains`. */
  holdChains(chains: number): void {
    if (chains > this.head.length) this.head = enlarged(this.head, chains * 2, -1);
  }

  /** Makes room for agent numbers below `agents`. */
  holdAgents(agents: number): void {
    if (agents > this.last.length) this.last = enlarged(this.last, agents * 2, -1);
  }

  /** Adds an event whose records follow. */
  push(move: number, agent: number, node: number, mark: number, code: number): void {
    const d = this.depth;
    if (d === this.move.length) this.growEvents();
    const previous = this.last[agent];
    this.move[d] = move;
    this.agent[d] = agent;
    this.node[d] = node;
    this.mark[d] = mark;
    this.code[d] = code;
    this.after[d] = -1;
    this.locals[d] = 0;
    this.previous[d] = previous;
    this.index[d] = previous >= 0 && this.agent[previous] === agent ? this.index[previous] + 1 : 1;
    this.last[agent] = d;
    if ((move & choiceBit) !== 0) this.choices++;
    this.firstRecord[d] = this.records;
    this.depth = d + 1;
  }

  /** Adds a record to the event pushed last. */
  record(chain: number, use: number, old: number, now: number): void {
    const r = this.records;
    if (r === this.recordChain.length) this.growRecords();
    const previous = this.head[chain];
    this.recordChain[r] = chain;
    this.recordUse[r] = use;
    this.recordEvent[r] = this.depth - 1;
    this.recordPrevious[r] = previous;
    this.recordBefore[r] =
      use !== Use.Write && previous >= 0 && this.recordUse[previous] === use
        ? this.recordBefore[previous]
        : previous;
    this.recordOld[r] = old;
    this.recordNew[r] = now;
    this.head[chain] = r;
    this.records = r + 1;
  }

  /** Takes back the last event and its records. */
  pop(): void {
    const d = --this.depth;
    const from = this.firstRecord[d];
    for (let r = this.records - 1; r >= from; r--) {
      this.head[this.recordChain[r]] = this.recordPrevious[r]!;
    }
    this.records = from;
    if ((this.move[d] & choiceBit) !== 0) this.choices--;
    this.last[this.agent[d]] = this.previous[d]!;
  }

  /** Records of event `d` end here. */
  recordsEnd(d: number): number {
    return d + 1 === this.depth ? this.records : this.firstRecord[d + 1];
  }

  /** Bytes held. */
  get bytes(): number {
    return this.move.length * 40 + this.recordChain.length * 25;
  }

  private growEvents(): void {
    const length = this.move.length * 2;
    this.move = enlarged(this.move, length);
    this.agent = enlarged(this.agent, length);
    this.code = enlarged(this.code, length);
    this.node = enlarged(this.node, length);
    this.index = enlarged(this.index, length);
    this.previous = enlarged(this.previous, length);
    this.after = enlarged(this.after, length);
    this.mark = enlarged(this.mark, length);
    this.locals = enlarged(this.locals, length);
    this.firstRecord = enlarged(this.firstRecord, length);
  }

  private growRecords(): void {
    const length = this.recordChain.length * 2;
    this.recordChain = enlarged(this.recordChain, length);
    this.recordUse = enlarged(this.recordUse, length);
    this.recordEvent = enlarged(this.recordEvent, length);
    this.recordPrevious = enlarged(this.recordPrevious, length);
    this.recordBefore = enlarged(this.recordBefore, length);
    this.recordOld = enlarged(this.recordOld, length);
    this.recordNew = enlarged(this.recordNew, length);
  }
}
