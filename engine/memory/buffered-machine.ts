/**
 * Store buffers: `tso` (one FIFO buffer per thread, as on x86; Owens, Sarkar, Sewell 2009) and
 * `weak` (per-location order only, as PSO, and relaxed void read-modify-writes). What each kind of
 * operation does is tabulated at `Ordering`.
 *
 * A buffered store is a local step (nobody else sees it); its leaving the buffer is a move of its
 * own. Fused steps and the inside of atomic blocks act on memory.
 */
import { Flag, Order, Shape, Target } from "../automaton/node.js";
import type { MemoryModel } from "./memory-model.js";
import type { Built } from "../scenario/scenario.js";
import { describe } from "../scenario/operation.js";
import { showValue } from "../scenario/value.js";
import { type BufferEntry, BufferTable } from "./buffer-table.js";
import { Machine, type Move, Use, alternativeOf, flushBit, laneOf } from "./machine.js";

export class BufferedMachine extends Machine {
  private readonly buffers: BufferTable;
  private readonly weak: boolean;

  constructor(built: Built, memory: "tso" | "weak") {
    super(built);
    this.weak = memory === "weak";
    this.buffers = new BufferTable(memory === "tso", this.program);
  }

  override get memory(): MemoryModel {
    return this.weak ? "weak" : "tso";
  }

  private bufferSlot(lane: number): number {
    return this.threadSlot[lane] + 1;
  }

  private buffer(lane: number): number {
    return this.state[this.bufferSlot(lane)];
  }

  private setBuffer(lane: number, buffer: number): void {
    const old = this.buffer(lane);
    if (old !== buffer) {
      this.replace(this.bufferSlot(lane), old, buffer, this.buffers.hashes);
    }
  }

  override moves(out: Int32Array, at: number): number {
    this.localOnly = false;
    let end = at;
    for (let lane = 0; lane < this.lanes; lane++) {
      const node = this.node(lane);
      const before = end;
      end = this.threadMoves(lane, node, out, end);
      const local = end > before && this.isLocal(node);
      if (local && this.staysInside(lane, node, out, before, end)) {
        if (before > at) out.copyWithin(at, before, end);
        this.localOnly = true;
        return at + end - before;
      }
      end = this.flushMoves(lane, out, end);
    }
    return end;
  }

  override flushMoves(lane: number, out: Int32Array, at: number): number {
    const buffer = this.buffer(lane);
    if (buffer === 0) return at;
    let end = at;
    for (const k of this.buffers.leaving(buffer)) out[end++] = lane | (k << 8) | flushBit;
    return end;
  }

  /** Steps that touch nothing but the thread's own buffer, or not even that. */
  private isLocal(node: number): boolean {
    const flags = this.program.flags[node];
    if ((flags & Flag.Head) !== 0) return false;
    if ((flags & Flag.Local) !== 0) return true;
    return this.entersBuffer(node);
  }

  /** True for operations that are put into the buffer instead of taking effect. */
  private entersBuffer(node: number): boolean {
    if ((this.program.flags[node] & (Flag.Atomic | Flag.Fused)) !== 0) return false;
    switch (this.program.order[node] as Order) {
      case Order.Store:
      case Order.ReleaseStore:
        return true;
      case Order.VoidRmw:
      case Order.ReleaseRmw:
        return this.weak;
      default:
        return false;
    }
  }

  override enabled(lane: number, node: number, alternative: number): boolean {
    const { program } = this;
    const buffer = this.buffer(lane);
    const flags = program.flags[node];
    if (buffer !== 0) {
      if ((flags & Flag.Atomic) !== 0) return false;
      if (!this.passesBuffer(lane, node, alternative, buffer)) return false;
    }
    if ((flags & Flag.Join) !== 0 && this.state[program.slot[node] + 1] !== 0) return false;
    if ((flags & (Flag.Blocking | Flag.Choice)) === 0) return true;
    // Asking for the edge may enlarge `next`, so it comes first.
    const edge = this.edgeSeen(lane, node, alternative);
    return program.next[edge] !== (Target.Blocked as number);
  }

  /** Whether an operation can take place while its thread has stores pending. */
  private passesBuffer(lane: number, node: number, alternative: number, buffer: number): boolean {
    const { program } = this;
    switch (program.order[node] as Order) {
      case Order.FullFence:
        return false;
      case Order.VoidRmw:
        return this.weak;
      case Order.ReleaseRmw:
        // An unlock looks at who holds the lock, so that must be known.
        return this.weak && (!this.isUnlock(node) || this.valuesKnown(node, buffer));
      case Order.FullRmw: {
        if (!this.weak || !this.valuesKnown(node, buffer)) return false;
        const edge = this.edgeSeen(lane, node, alternative);
        return program.write[edge] < 0 && program.many[edge] < 0;
      }
      case Order.AcquireRmw:
        return this.weak && !this.ownsPending(node, buffer);
      case Order.Load:
        return this.valuesKnown(node, buffer);
      default:
        return true;
    }
  }

  private isUnlock(node: number): boolean {
    const spec = this.program.operations[node]?.spec;
    return spec?.type === "step" && spec.kind === "unlock";
  }

  /** False if the thread has a read-modify-write pending on a location that it wants to load. */
  private valuesKnown(node: number, buffer: number): boolean {
    for (const slot of this.slotsOf(node)) {
      if (this.buffers.forward(buffer, slot) === -2) return false;
    }
    return true;
  }

  private ownsPending(node: number, buffer: number): boolean {
    for (const slot of this.slotsOf(node)) {
      if (this.buffers.forward(buffer, slot) !== -1) return true;
    }
    return false;
  }

  private slotsOf(node: number): readonly number[] | Int32Array {
    return this.program.slots[node] ?? [this.program.slot[node]];
  }

  /** The edge of an operation as its thread sees memory through its buffer. */
  override edgeSeen(lane: number, node: number, alternative: number): number {
    const { program } = this;
    const buffer = this.buffer(lane);
    const shape = program.shape[node];
    if (shape === Shape.Blind) return program.edge(node, 0);
    if (buffer === 0 || program.order[node] === Order.Direct)
      return this.edgeNow(node, alternative);
    if (shape === Shape.Single) return program.edge(node, this.seen(buffer, program.slot[node]));
    if (program.alternatives[node] > 1) return this.edgeNow(node, alternative);
    const numbers = Array.from(program.slots[node]!, (slot) => this.seen(buffer, slot));
    return program.edgeFor(node, numbers);
  }

  private seen(buffer: number, slot: number): number {
    const own = this.buffers.forward(buffer, slot);
    return own >= 0 ? own : this.state[slot];
  }

  override step(move: Move): void {
    if ((move & flushBit) !== 0) {
      this.accesses = 0;
      if (this.recording) this.performed.length = 0;
      this.flush(move);
      return;
    }
    const lane = laneOf(move);
    const slot = this.threadSlot[lane];
    const node = this.state[slot];
    const buffer = this.buffer(lane);
    const kept = (this.program.flags[node] & Flag.Atomic) !== 0;
    if (this.entersBuffer(node)) this.putIntoBuffer(lane, node);
    else if (this.program.order[node] === Order.StoreFence && !kept) {
      this.pass(lane, node, this.weak ? this.buffers.separate(buffer) : buffer);
    } else if (buffer !== 0 && this.program.order[node] !== Order.Direct)
      this.actSeen(lane, node, move);
    else {
      super.step(move & ~flushBit);
      return;
    }
  }

  /** An operation of which nothing but the thread's buffer changes. */
  private pass(lane: number, node: number, buffer: number): void {
    this.accesses = 0;
    if (this.recording) this.performed.length = 0;
    const edge = this.edgeSeen(lane, node, 0);
    this.setBuffer(lane, buffer);
    this.finish(lane, node, edge);
  }

  private putIntoBuffer(lane: number, node: number): void {
    const { program, buffers } = this;
    const order = program.order[node] as Order;
    const release = order === Order.ReleaseStore || order === Order.ReleaseRmw;
    const old = this.buffer(lane);
    const edge = this.edgeSeen(lane, node, 0);
    const rmw = order === Order.VoidRmw || order === Order.ReleaseRmw;
    const value = rmw ? -1 : program.write[edge];
    const entry = buffers.entry([...this.slotsOf(node)], value, node, release);
    this.accesses = 0;
    if (this.recording) this.performed.length = 0;
    this.setBuffer(lane, buffers.append(old, entry));
    this.finish(lane, node, edge);
  }

  /** An operation that sees memory through a non-empty buffer and acts on memory. */
  private actSeen(lane: number, node: number, move: Move): void {
    const { program } = this;
    this.accesses = 0;
    if (this.recording) this.performed.length = 0;
    const edge = this.edgeSeen(lane, node, alternativeOf(move));
    if (this.recording) this.noteUses(node, edge);
    const value = program.write[edge];
    if (value >= 0) this.set(program.slot[node], value);
    const many = program.many[edge];
    this.finish(lane, node, edge);
    if (many >= 0) this.writeMany(many);
  }

  /** Moves the thread on along an edge, through the fused steps that follow. */
  private finish(lane: number, node: number, edge: number): void {
    const { program } = this;
    if (this.recording) this.performed.push(node, program.returned[edge]);
    const next = program.next[edge] >= 0 ? program.next[edge] : this.unfold(edge);
    this.setNode(this.threadSlot[lane], this.actFused(next));
  }

  private flush(move: Move): void {
    const lane = laneOf(move);
    const buffer = this.buffer(lane);
    const k = alternativeOf(move);
    const entry = this.buffers.at(buffer, k);
    this.setBuffer(lane, this.buffers.remove(buffer, k));
    if (entry.value < 0) return this.takeEffect(entry.node);
    if (this.recording) this.note(entry.slots[0], Use.Write);
    this.set(entry.slots[0], entry.value);
  }

  /** A buffered read-modify-write happens now, on memory. */
  private takeEffect(node: number): void {
    const { program } = this;
    const edge = this.edgeNow(node, 0);
    if (this.recording) this.noteUses(node, edge);
    if (program.write[edge] >= 0) this.set(program.slot[node], program.write[edge]);
    if (program.many[edge] >= 0) this.writeMany(program.many[edge]);
  }

  override flushedPart(move: Move): number {
    if (!this.weak) return 0;
    return this.buffers.at(this.buffer(laneOf(move)), alternativeOf(move)).slots[0];
  }

  override seesPending(lane: number, slot: number): boolean {
    return this.buffers.forward(this.buffer(lane), slot) !== -1;
  }

  override pending(lane: number): string[] {
    return this.buffers
      .items(this.buffer(lane))
      .map((item) => (item === "separator" ? "|" : this.entryText(item)));
  }

  override flushLabel(move: Move): string {
    const entry = this.buffers.at(this.buffer(laneOf(move)), alternativeOf(move));
    return `${this.entryText(entry)} visible`;
  }

  private entryText(entry: BufferEntry): string {
    const { program } = this;
    const content = program.layout.slots[entry.slots[0]];
    const name = content.holds === "location" ? content.location.name : "?";
    if (entry.value >= 0) return `${name}=${showValue(program.values.value(entry.value))}`;
    return describe(program.operations[entry.node]!.spec);
  }
}
