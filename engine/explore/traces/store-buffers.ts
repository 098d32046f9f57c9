/**
 * Store buffers in the trace search: each part of a thread's buffer that leaves in order is an
 * agent of its own, whose only events are that its oldest entry becomes visible.
 *
 * What touches what (after Nidhugg's treatment of TSO and PSO): putting a store into the buffer
 * touches nothing; its leaving writes the location; a load reads the location or, if it finds a
 * store of its own pending, only the thread's own view of it. Whether that store has left makes a
 * difference to the load, so both also touch a chain for (thread, location). What can never come
 * in the other order (a store enters before it leaves, a fence waits until the buffer is empty) is
 * no conflict but only an edge of happens-before.
 */
import { Flag, Order, Shape } from "../../automaton/node.js";
import { PairTable } from "../../automaton/pair-table.js";
import { type Machine, Use, flushBit } from "../../memory/machine.js";
import type { AccessCodes } from "./access-codes.js";
import { type CurrentRun, EventField } from "./current-run.js";

/** One agent: a thread, or a part of its store buffer. */
interface Agent {
  readonly lane: number;
  /** Part of the buffer, -1 for the thread itself. */
  readonly part: number;
  /** For a part: depths of the events that put its entries in, and of those that take them out. */
  readonly entered: number[];
  readonly left: number[];
}

export class StoreBuffers {
  private readonly machine: Machine;
  private readonly codes: AccessCodes;
  private readonly run: CurrentRun;
  private readonly weak: boolean;
  private readonly numbers = new PairTable();
  private readonly agents: Agent[] = [];
  private readonly partsOf: Agent[][] = [];
  /** Chains of (thread, location), and of (thread, -1) for its buffer as a whole. */
  private readonly views = new PairTable();
  private readonly viewChain: number[] = [];
  private buffer = new Int32Array(4096);
  /** Locations whose pending stores the event being performed may see. */
  private readonly pending: number[] = [];

  constructor(machine: Machine, codes: AccessCodes, run: CurrentRun, weak: boolean) {
    this.machine = machine;
    this.codes = codes;
    this.run = run;
    this.weak = weak;
  }

  /** Number of agents so far. */
  get count(): number {
    return this.agents.length;
  }

  /** The agent of a thread. */
  ofThread(lane: number): number {
    return this.agent(lane, -1);
  }

  private agent(lane: number, part: number): number {
    const known = this.numbers.find(lane, part);
    if (known >= 0) return known;
    const agent: Agent = { lane, part, entered: [], left: [] };
    this.agents.push(agent);
    if (part >= 0) (this.partsOf[lane] ??= []).push(agent);
    const number = this.numbers.add(lane, part);
    this.run.holdAgents(number + 1);
    return number;
  }

  /** The agent of a move in the form that this search uses. */
  ofMove(move: number): number {
    return (move & flushBit) === 0 ? this.ofThread(move & 0xff) : (move >>> 8) & 0xffff;
  }

  /**
   * Writes the moves of a thread's store buffer into `out`, in a form that does not depend on what
   * else is in the buffer: with the agent's number instead of the entry's position.
   */
  flushes(lane: number, out: Int32Array): number {
    const { machine } = this;
    const end = machine.flushMoves(lane, out, 0);
    for (let i = 0; i < end; i++) {
      const agent = this.agent(lane, machine.flushedPart(out[i]));
      out[i] = lane | (agent << 8) | flushBit;
    }
    return end;
  }

  /** A move of this search as the machine takes it now. */
  actual(move: number): number {
    if ((move & flushBit) === 0) return move;
    const lane = move & 0xff;
    const { part } = this.agents[(move >>> 8) & 0xffff];
    const end = this.machine.flushMoves(lane, this.buffer, 0);
    for (let i = 0; i < end; i++) {
      if (this.machine.flushedPart(this.buffer[i]) === part) return this.buffer[i];
    }
    return -1;
  }

  /** Looks at the buffer before a thread performs the operation at `node`. */
  beforeStep(lane: number, node: number): void {
    this.pending.length = 0;
    for (const slot of this.slotsOf(node)) {
      if (this.machine.seesPending(lane, slot)) this.pending.push(slot);
    }
  }

  private slotsOf(node: number): ArrayLike<number> & Iterable<number> {
    const { program } = this.machine;
    if (program.shape[node] < Shape.Single) return [];
    return program.slots[node] ?? [program.slot[node]];
  }

  /**
   * Adds what the `i`-th access of a move does to a thread's view of a location. True if the access
   * was to that alone and not to memory.
   */
  addView(move: number, node: number, i: number, slot: number, use: number): boolean {
    const lane = move & 0xff;
    if ((move & flushBit) !== 0) {
      this.addFlush(lane, slot);
      return false;
    }
    const { order } = this.machine.program;
    // Only the first operation of an event looks at the buffer, fused ones act on memory.
    const first = this.isPutIntoBuffer(node) ? 0 : this.slotsOf(node).length;
    if (i >= first || order[node] === (Order.Direct as number)) return false;
    if (use !== Use.Read && this.isGuarded(node)) this.codes.add(this.view(lane, -1), Use.Read);
    return this.addLoad(lane, slot, use);
  }

  private addLoad(lane: number, slot: number, use: number): boolean {
    const part = this.numbers.find(lane, this.weak ? slot : 0);
    if (part < 0 || this.agents[part].entered.length === 0) return false;
    this.codes.add(this.view(lane, slot), Use.Read);
    return use === Use.Read && this.pending.includes(slot);
  }

  /** Adds what an entry's leaving does to its thread's view of a location. */
  private addFlush(lane: number, slot: number): void {
    this.codes.add(this.view(lane, slot), Use.Write);
    if (this.weak) this.codes.add(this.view(lane, -1), Use.Commute);
  }

  /** The chain of a thread's view of a location, or of its buffer as a whole for -1. */
  view(lane: number, slot: number): number {
    const known = this.views.find(lane, slot);
    if (known >= 0) return this.viewChain[known];
    const chain = this.codes.newChain(-1);
    this.viewChain[this.views.add(lane, slot)] = chain;
    this.run.holdChains(this.codes.chains);
    return chain;
  }

  /** Notes what event `d`, the last one of the run, puts into the buffer or takes out. */
  note(d: number): void {
    const part = this.partOfEvent(d);
    if (part === null) return;
    if ((this.run.event(d, EventField.Move) & flushBit) !== 0) part.left.push(d);
    else part.entered.push(d);
  }

  /** Takes back what `note` noted of event `d`. */
  forget(d: number): void {
    const part = this.partOfEvent(d);
    if (part === null) return;
    if ((this.run.event(d, EventField.Move) & flushBit) !== 0) part.left.pop();
    else part.entered.pop();
  }

  private partOfEvent(d: number): Agent | null {
    const move = this.run.event(d, EventField.Move);
    if ((move & flushBit) !== 0) return this.agents[(move >>> 8) & 0xffff];
    const node = this.run.event(d, EventField.Node);
    if (!this.isPutIntoBuffer(node)) return null;
    const { program } = this.machine;
    const slot = program.slots[node]?.[0] ?? program.slot[node];
    return this.agents[this.agent(move & 0xff, this.weak ? slot : 0)];
  }

  private isPutIntoBuffer(node: number): boolean {
    const { program } = this.machine;
    if ((program.flags[node] & Flag.Atomic) !== 0) return false;
    const order = program.order[node] as Order;
    if (order === Order.Store || order === Order.ReleaseStore) return true;
    return this.weak && (order === Order.VoidRmw || order === Order.ReleaseRmw);
  }

  /** Events that event `d` of the run cannot come before, other than those of its own agent. */
  predecessors(d: number, found: (event: number) => void): void {
    const { run, machine } = this;
    const move = run.event(d, EventField.Move);
    if ((move & flushBit) !== 0) return this.beforeFlush(d, found);
    const node = run.event(d, EventField.Node);
    if (this.waitsForBuffer(node)) this.lastOfBuffer(move & 0xff, d, found);
    const { program } = machine;
    if ((program.flags[node] & Flag.Join) !== 0) {
      const content = program.layout.slots[program.slot[node]];
      if (content.holds === "thread") this.lastOfBuffer(content.thread.index, d, found);
    }
  }

  /** True for operations that always wait until the buffer is empty. */
  private waitsForBuffer(node: number): boolean {
    const { program } = this.machine;
    if (program.shape[node] < Shape.Single) return false;
    if ((program.flags[node] & Flag.Atomic) !== 0) return true;
    switch (program.order[node] as Order) {
      case Order.FullFence:
        return true;
      case Order.VoidRmw:
      case Order.ReleaseRmw:
      case Order.AcquireRmw:
      case Order.FullRmw:
        return !this.weak;
      default:
        return false;
    }
  }

  private lastOfBuffer(lane: number, d: number, found: (event: number) => void): void {
    for (const { left } of this.partsOf[lane] ?? []) {
      const last = before(left, d);
      if (last >= 0) found(left[last]);
    }
  }

  /** An entry leaves after it has entered and after what a fence or its release puts before it. */
  private beforeFlush(d: number, found: (event: number) => void): void {
    const { run } = this;
    const { lane, entered, left } = this.agents[run.event(d, EventField.Agent)];
    const entry = entered[before(left, d) + 1];
    found(entry);
    if (!this.weak) return;
    const barrier = this.barrierBefore(entry);
    for (const other of this.partsOf[lane] ?? []) {
      const last = before(other.entered, barrier);
      if (last >= 0 && other.left[last] < d) found(other.left[last]);
    }
  }

  /** Entries from before this depth leave before the one that event `entry` put in. */
  private barrierBefore(entry: number): number {
    const { run, machine } = this;
    const { order } = machine.program;
    const own = order[run.event(entry, EventField.Node)] as Order;
    if (own === Order.ReleaseStore || own === Order.ReleaseRmw) return entry;
    const agent = run.event(entry, EventField.Agent);
    for (
      let e = run.event(entry, EventField.Previous);
      e >= 0 && run.event(e, EventField.Agent) === agent;
      e = run.event(e, EventField.Previous)
    ) {
      if (order[run.event(e, EventField.Node)] === (Order.StoreFence as number)) return e;
    }
    return -1;
  }

  /** True when event `i` takes out of the buffer what event `j` of the same thread waits for. */
  isOrdered(i: number, j: number): boolean {
    const { run, machine } = this;
    if (
      (run.event(i, EventField.Move) & flushBit) === 0 ||
      (run.event(j, EventField.Move) & flushBit) !== 0
    )
      return false;
    const node = run.event(j, EventField.Node);
    if (machine.program.order[node] !== (Order.AcquireRmw as number)) return false;
    const { lane, part } = this.agents[run.event(i, EventField.Agent)];
    return (
      lane === (run.event(j, EventField.Move) & 0xff) &&
      Array.from(this.slotsOf(node)).includes(part)
    );
  }

  /** True for operations that wait for the buffer depending on the value they find (weak). */
  isGuarded(node: number): boolean {
    return this.weak && this.machine.program.order[node] === (Order.FullRmw as number);
  }
}

/** Index of the last number below `limit` in an increasing list, -1 for none. */
function before(list: readonly number[], limit: number): number {
  let i = list.length - 1;
  while (i >= 0 && list[i] >= limit) i--;
  return i;
}
