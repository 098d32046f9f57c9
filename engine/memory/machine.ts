/**
 * The global state of a scenario and the moves on it, under sequential consistency. The other
 * memory models extend it.
 *
 * The state is a vector of small integers: for each thread its automaton node (and the number of
 * its store buffer's content), for each location the number of its value. `step` makes a move and
 * logs what it overwrote; `undo` takes moves back. The 64-bit fingerprint is the exclusive-or of a
 * hash of every (slot, content) that differs from the initial state, so it is kept up to date by a
 * move in constant time. It is made of what the numbers stand for, and so depends neither on when
 * slots were declared nor on when nodes and values were met.
 */
import { type HashList, mix } from "../automaton/canonical-hash.js";
import { Flag, Shape, Target } from "../automaton/node.js";
import { enlarged } from "../automaton/pair-table.js";
import { Program } from "../automaton/program.js";
import type { MemoryModel } from "./memory-model.js";
import type { Built } from "../scenario/scenario.js";
import { HeddleError } from "../scenario/errors.js";
import { describe } from "../scenario/operation.js";

/**
 * A move as one number: the thread (lane) in bits 0-7, the alternative or (for a flush) the buffer
 * entry in bits 8-23, bit 24 set when the thread's store buffer moves and not the thread itself.
 */
export type Move = number;

/** Bit of a move that flushes a store buffer. */
export const flushBit = 1 << 24;

/** More moves than a state can have: 60 threads with 1000 alternatives each, and their buffers. */
export const mostMoves = 1 << 16;

/**
 * Room for the moves of a state, for code that is done with them before it calls other code that
 * lists moves; machines themselves never use it. There is one of it: a new one for every step of
 * every interleaving would be all that is ever collected.
 */
export const moveBuffer = new Int32Array(mostMoves);

/** The thread of a move. */
export function laneOf(move: Move): number {
  return move & 0xff;
}

/** The alternative of a move, or the buffer entry it flushes. */
export function alternativeOf(move: Move): number {
  return (move >>> 8) & 0xffff;
}

/** How a move used a location (numbers for `accessKind`). */
export const enum Use {
  Read,
  Write,
  Commute,
}

const useOf = { read: Use.Read, write: Use.Write, commute: Use.Commute } as const;

/** Operations that one step may consist of; more is an endless loop. */
const mostFused = 100_000;

export class Machine {
  readonly program: Program;
  readonly built: Built;
  /** Number of each slot. */
  state: Int32Array;
  /** Number of each slot at the start. */
  initial: Int32Array;
  /** Slots in use. */
  slots = 0;
  /** Lanes in use (declared and spawned threads). */
  lanes = 0;
  /** State slot of each lane's automaton node. */
  threadSlot = new Int32Array(256);

  private readonly nodeHashes: HashList;
  private readonly valueHashes: HashList;

  /** The fingerprint of the state. */
  hashLow = 0;
  hashHigh = 0;

  /** Overwritten (slot, number) pairs of all moves made and not undone. */
  log = new Int32Array(4096);
  logEnd = 0;

  /** When set, `step` also notes which locations it used and how. */
  recording = false;
  accessSlot = new Int32Array(64);
  accessUse = new Uint8Array(64);
  accesses = 0;
  /** While recording: node and result number of every operation of the last move. */
  performed: number[] = [];

  constructor(built: Built) {
    this.built = built;
    this.program = new Program(built.layout);
    this.nodeHashes = this.program.hashes;
    this.valueHashes = this.program.values.hashes;
    this.state = new Int32Array(64);
    this.initial = new Int32Array(64);
    this.grow();
    for (const { handle, body } of built.threads) {
      const root = this.program.root(handle, body);
      this.grow();
      this.state[handle.slot] = root;
      this.initial[handle.slot] = root;
    }
    this.allocateAtOnce();
  }

  /** What threads allocate before their first step is there from the start. */
  private allocateAtOnce(): void {
    for (let lane = 0; lane < this.lanes; lane++) {
      const slot = this.threadSlot[lane];
      this.state[slot] = this.actFused(this.state[slot]);
    }
    this.beginHere();
  }

  /** Makes the present state the initial one. */
  beginHere(): void {
    this.initial.set(this.state);
    this.logEnd = 0;
    this.hashLow = 0;
    this.hashHigh = 0;
  }

  /** The memory model that the moves follow. */
  get memory(): MemoryModel {
    return "sc";
  }

  /** Takes in slots and threads that were declared since (allocated records, spawned threads). */
  protected grow(): void {
    const { slots, threads } = this.program.layout;
    if (slots.length > this.state.length) {
      this.state = enlarged(this.state, slots.length * 2);
      this.initial = enlarged(this.initial, slots.length * 2);
    }
    for (let slot = this.slots; slot < slots.length; slot++) {
      const content = slots[slot];
      const id =
        content.holds === "location" ? this.program.values.id(content.location.initial) : 0;
      this.state[slot] = id;
      this.initial[slot] = id;
    }
    this.slots = slots.length;
    for (; this.lanes < threads.length; this.lanes++) {
      this.threadSlot[this.lanes] = threads[this.lanes].slot;
    }
  }

  /** The automaton node of a lane. */
  node(lane: number): number {
    return this.state[this.threadSlot[lane]];
  }

  /** True when the last `moves` gave only the local steps of one thread. */
  localOnly = false;

  /**
   * Writes the enabled moves into `out` from `at` on, in a fixed order, and returns their end. If
   * some thread's next step is local (touches nothing that anyone else or a property can see), only
   * that thread's moves are given: it commutes with everything, so no other order matters. The step
   * at the head of a loop does not count as local, or a loop could keep all others waiting for ever.
   */
  moves(out: Int32Array, at: number): number {
    const { program, state, threadSlot, lanes } = this;
    const { shape, flags } = program;
    this.localOnly = false;
    let end = at;
    for (let lane = 0; lane < lanes; lane++) {
      const node = state[threadSlot[lane]];
      if (shape[node] < Shape.Single) continue;
      const flag = flags[node];
      if ((flag & (Flag.Blocking | Flag.Local | Flag.Choice)) === 0) {
        out[end++] = lane;
        continue;
      }
      const before = end;
      end = this.threadMoves(lane, node, out, end);
      const local = (flag & (Flag.Local | Flag.Head)) === Flag.Local && end > before;
      if (local && this.staysInside(lane, node, out, before, end)) {
        if (before > at) out.copyWithin(at, before, end);
        this.localOnly = true;
        return at + end - before;
      }
    }
    return end;
  }

  /** Every enabled move, without precedence for local steps. */
  allMoves(out: Int32Array, at: number): number {
    let end = at;
    for (let lane = 0; lane < this.lanes; lane++) {
      end = this.threadMoves(lane, this.node(lane), out, end);
      end = this.flushMoves(lane, out, end);
    }
    return end;
  }

  /** True unless a local step ends its thread: that others and properties can see. */
  protected staysInside(
    lane: number,
    node: number,
    moves: Int32Array,
    from: number,
    to: number,
  ): boolean {
    const { program } = this;
    for (let i = from; i < to; i++) {
      const edge = this.edgeSeen(lane, node, moves[i] >>> 8);
      const next = program.next[edge] >= 0 ? program.next[edge] : this.unfold(edge);
      const ends = program.shape[next] < Shape.Single;
      if (ends || (program.flags[next] & Flag.Fused) !== 0 || this.startsEnded(edge)) return false;
    }
    return true;
  }

  /** True for a spawn of a thread that has nothing to do. */
  private startsEnded(edge: number): boolean {
    const { program } = this;
    const start = program.many[edge];
    if (start < 0) return false;
    for (let i = 0; i < program.writes[start]; i++) {
      const slot = program.writes[start + 1 + 2 * i];
      const id = program.writes[start + 2 + 2 * i];
      if (program.isThread(slot) && program.shape[id] < Shape.Single) return true;
    }
    return false;
  }

  /** The enabled moves of one thread, without those of its store buffer. */
  threadMoves(lane: number, node: number, out: Int32Array, at: number): number {
    const { program } = this;
    if (program.shape[node] < Shape.Single) return at;
    let end = at;
    const alternatives = program.alternatives[node];
    for (let k = 0; k < alternatives; k++) {
      if (this.enabled(lane, node, k)) out[end++] = lane | (k << 8);
    }
    return end;
  }

  /** The moves of a thread's store buffer. */
  flushMoves(_lane: number, _out: Int32Array, at: number): number {
    return at;
  }

  /** True when the operation of a thread at `node` can take place now. */
  enabled(lane: number, node: number, alternative: number): boolean {
    const { program } = this;
    if ((program.flags[node] & (Flag.Blocking | Flag.Choice)) === 0) return true;
    // Asking for the edge may enlarge `next`, so it comes first.
    const edge = this.edgeSeen(lane, node, alternative);
    return program.next[edge] !== (Target.Blocked as number);
  }

  /** The edge that a node's operation takes, as its thread sees the state. */
  edgeSeen(_lane: number, node: number, alternative: number): number {
    return this.edgeNow(node, alternative);
  }

  /** The edge that a node's operation takes on memory as it is. */
  edgeNow(node: number, alternative: number): number {
    const { program } = this;
    const shape = program.shape[node];
    if (shape === Shape.Single) return program.edge(node, this.state[program.slot[node]]);
    if (shape === Shape.Blind) return program.edge(node, 0);
    return program.edgeMulti(node, this.state, alternative);
  }

  /** Makes an enabled move. */
  step(move: Move): void {
    const slot = this.threadSlot[move & 0xff];
    this.accesses = 0;
    if (this.recording) this.performed.length = 0;
    this.setNode(slot, this.actFused(this.act(this.state[slot], move >>> 8)));
  }

  /** Performs the operations that take effect together with the one before; returns what follows. */
  protected actFused(node: number): number {
    const { program } = this;
    let next = node;
    for (let done = 0; (program.flags[next] & Flag.Fused) !== 0; done++) {
      if (done === mostFused) {
        const name = program.layout.threads[program.lane[next]].name;
        throw new HeddleError(`thread ${name} goes round for ever within one step`, {
          hint: "a loop needs a step that can be told apart from the one before: an access, a lock",
          position: program.unfolder.sourceOf(next).position,
        });
      }
      next = this.act(next, 0);
    }
    return next;
  }

  /** Performs one operation and returns the node that follows. */
  protected act(node: number, alternative: number): number {
    const { program } = this;
    const shape = program.shape[node];
    let edge: number;
    if (shape === Shape.Single) {
      const slot = program.slot[node];
      edge = program.edge(node, this.state[slot]);
      const value = program.write[edge];
      if (this.recording) this.note(slot, value >= 0 ? Use.Write : Use.Read);
      if (value >= 0) this.set(slot, value);
    } else if (shape === Shape.Blind) {
      edge = program.edge(node, 0);
      if (this.recording) this.note(program.slot[node], Use.Write);
      this.set(program.slot[node], program.write[edge]);
    } else {
      edge = program.edgeMulti(node, this.state, alternative);
      if (this.recording) this.noteMany(node, edge);
    }
    if (this.recording) this.performed.push(node, program.returned[edge]);
    const next = program.next[edge];
    const target = next >= 0 ? next : this.unfold(edge);
    if (program.many[edge] >= 0) this.writeMany(program.many[edge]);
    return target;
  }

  /** Follows an edge for the first time; threads may declare new slots. */
  unfold(edge: number): number {
    const { program } = this;
    if (program.next[edge] === (Target.Blocked as number)) {
      const operation = program.operations[program.edges.first[edge]]!;
      throw new HeddleError(`${describe(operation.spec)} waits inside an atomic block`);
    }
    this.grow();
    const node = program.follow(edge);
    this.grow();
    return node;
  }

  protected writeMany(start: number): void {
    this.grow();
    const { writes } = this.program;
    const end = start + 1 + 2 * writes[start];
    for (let i = start + 1; i < end; i += 2) {
      if (this.program.isThread(writes[i])) this.setNode(writes[i], writes[i + 1]);
      else this.set(writes[i], writes[i + 1]);
    }
  }

  /** Notes the uses of a node that takes `edge`. */
  protected noteUses(node: number, edge: number): void {
    const { program } = this;
    if (program.shape[node] === Shape.Multi) return this.noteMany(node, edge);
    this.note(program.slot[node], program.write[edge] >= 0 ? Use.Write : Use.Read);
  }

  private noteMany(node: number, edge: number): void {
    const { program } = this;
    const spec = program.operations[node]!.spec;
    if (spec.type !== "step") return;
    const slots = program.slots[node]!;
    const start = program.many[edge];
    for (let i = 0; i < slots.length; i++) {
      const access = useOf[spec.access[i]];
      const writes = start >= 0 && this.listed(start, slots[i]);
      this.note(slots[i], writes ? access : Use.Read);
    }
  }

  private listed(start: number, slot: number): boolean {
    const { writes } = this.program;
    for (let i = 0; i < writes[start]; i++) if (writes[start + 1 + 2 * i] === slot) return true;
    return false;
  }

  protected note(slot: number, use: Use): void {
    if (this.accesses === this.accessSlot.length) {
      this.accessSlot = enlarged(this.accessSlot, this.accesses * 2);
      this.accessUse = enlarged(this.accessUse, this.accesses * 2);
    }
    this.accessSlot[this.accesses] = slot;
    this.accessUse[this.accesses++] = use;
  }

  /** A thread's store buffer as text, oldest entry first. */
  pending(_lane: number): string[] {
    return [];
  }

  /**
   * Which part of the thread's store buffer a flush empties: entries of one part leave in order,
   * parts are independent.
   */
  flushedPart(_move: Move): number {
    return 0;
  }

  /** True when a thread that loads a slot would see a store of its own that is still pending. */
  seesPending(_lane: number, _slot: number): boolean {
    return false;
  }

  /** What a flush of a store buffer makes visible, as text. */
  flushLabel(move: Move): string {
    throw new Error(`move ${move}: no store buffers under sequential consistency`);
  }

  /** Gives a location the value with number `id`. */
  protected set(slot: number, id: number): void {
    const old = this.state[slot];
    if (old !== id) this.replace(slot, old, id, this.valueHashes);
  }

  /** Moves a thread, given by its slot, to a node. */
  protected setNode(slot: number, node: number): void {
    const old = this.state[slot];
    if (old !== node) this.replace(slot, old, node, this.nodeHashes);
  }

  /** Sets the number of a slot, keeping log and fingerprint; `hashes` are those of the numbers. */
  protected replace(slot: number, old: number, id: number, hashes: HashList): void {
    if (this.logEnd + 2 > this.log.length) this.log = enlarged(this.log, this.log.length * 2);
    this.log[this.logEnd++] = slot;
    this.log[this.logEnd++] = old;
    this.state[slot] = id;
    hashes.hold(old);
    hashes.hold(id);
    const { halves } = hashes;
    const a = Math.imul(slot + 1, 0x9e3779b1);
    const b = Math.imul(slot + 1, 0x85ebca77);
    this.hashLow ^= mix(a ^ halves[2 * old]) ^ mix(a ^ halves[2 * id]);
    this.hashHigh ^= mix(b + halves[2 * old + 1]) ^ mix(b + halves[2 * id + 1]);
  }

  /** Takes back moves until the log is `mark` long; the fingerprint is the caller's to restore. */
  undo(mark: number): void {
    const { state, log } = this;
    for (let i = this.logEnd - 2; i >= mark; i -= 2) state[log[i]] = log[i + 1]!;
    this.logEnd = mark;
  }

  /** Back to the initial state. */
  reset(): void {
    this.undo(0);
    this.hashLow = 0;
    this.hashHigh = 0;
  }
}
