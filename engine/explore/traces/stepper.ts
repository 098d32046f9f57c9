/**
 * Performs events on the machine and takes them back, keeping the run's records.
 *
 * An event is a move with the fused steps in it, and with the local steps of the same thread that
 * follow (fences under `sc`, spawns): nothing can tell whether something happened in between.
 * Most events look at one location and go on along a known edge; they are done here, on the state
 * vector, without the machine's log. All others go through `Machine.step`.
 */
import { Flag, Shape, Target } from "../../automaton/node.js";
import { enlarged } from "../../automaton/pair-table.js";
import { type Machine, Use, flushBit } from "../../memory/machine.js";
import { type AccessCodes, noAccess } from "./access-codes.js";
import { type CurrentRun, choiceBit } from "./current-run.js";
import type { StoreBuffers } from "./store-buffers.js";
import type { WatchedProperties } from "./watched-properties.js";

/** What `fastCode` says of an edge that is no plain access; other values are access codes. */
const enum Edge {
  General = -1,
  Unknown = -2,
}

export class Stepper {
  private readonly machine: Machine;
  private readonly codes: AccessCodes;
  private readonly watched: WatchedProperties;
  private readonly run: CurrentRun;
  /** For each edge its access code if it is a plain access, or an `Edge`. */
  private fastCode = new Int32Array(1024).fill(Edge.Unknown);
  private readonly buffers: StoreBuffers | null;
  /** Told about each notable property in the state after an event. */
  private readonly note: (property: number) => void;

  constructor(
    machine: Machine,
    codes: AccessCodes,
    watched: WatchedProperties,
    run: CurrentRun,
    buffers: StoreBuffers | null,
    note: (property: number) => void,
  ) {
    this.machine = machine;
    this.codes = codes;
    this.watched = watched;
    this.run = run;
    this.buffers = buffers;
    this.note = note;
    run.holdAgents(machine.lanes);
  }

  /** Performs an enabled move as the next event of the run. */
  perform(move: number): void {
    const { machine, run } = this;
    if (this.buffers !== null) return this.performAny(move, this.nodeOf(move));
    const { program, state } = machine;
    const threadSlot = machine.threadSlot[move & 0xff];
    const node = state[threadSlot];
    const shape = program.shape[node];
    if (shape !== Shape.Single && shape !== Shape.Blind) return this.performAny(move, node);
    const slot = program.slot[node];
    const old = state[slot];
    const edge = program.edges.find(node, shape === Shape.Single ? old : 0);
    const code = edge < 0 ? Edge.Unknown : this.codeOfEdge(edge);
    if (code < 0) return this.performAny(move, node);
    const use = code & 3;
    const now = use === Use.Write ? program.write[edge] : old;
    run.push(move, move, node, -1, code);
    run.record(code >> 2, use, old, now);
    state[slot] = now;
    state[threadSlot] = program.next[edge]!;
  }

  /** The access code of an edge that is a plain access, otherwise a negative number. */
  codeOfEdge(edge: number): number {
    if (edge >= this.fastCode.length) {
      this.fastCode = enlarged(this.fastCode, edge * 2, Edge.Unknown);
    }
    const known = this.fastCode[edge];
    return known === (Edge.Unknown as number) ? this.classify(edge) : known;
  }

  private classify(edge: number): number {
    const { program } = this.machine;
    const next = program.next[edge];
    if (next === (Target.Unknown as number)) return Edge.Unknown;
    const code = next < 0 ? Edge.General : this.plainCode(edge, next);
    return (this.fastCode[edge] = code);
  }

  /** As `codeOfEdge`, running the thread on if it has never gone along the edge. */
  codeAlong(edge: number): number {
    const code = this.codeOfEdge(edge);
    if (code !== (Edge.Unknown as number)) return code;
    this.machine.unfold(edge);
    return this.codeOfEdge(edge);
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

  /** The node of the thread that moves; that of an absent thread when a store buffer moves. */
  private nodeOf(move: number): number {
    const { machine } = this;
    return (move & flushBit) === 0 ? machine.node(move & 0xff) : machine.program.absent;
  }

  private performAny(move: number, node: number): void {
    const { machine, run, buffers } = this;
    const lane = move & 0xff;
    const mark = machine.logEnd;
    this.step(move, node);
    const code = this.codeOfStep(move, node, mark);
    run.holdAgents(machine.lanes);
    run.push(move, buffers === null ? lane : buffers.ofMove(move), node, mark, code);
    this.addRecords(code, mark);
    const d = run.depth - 1;
    if ((machine.program.flags[node] & Flag.Join) !== 0) {
      run.after[d] = run.last[run.threadAgent(this.laneOfThread(machine.program.slot[node]))]!;
    }
    if (buffers === null) run.locals[d] = this.performLocals(lane);
    else buffers.note(d);
    this.startThreads(mark, d);
    this.watched.checkChanged(mark, this.note);
  }

  private step(move: number, node: number): void {
    const { machine, buffers } = this;
    if ((move & flushBit) === 0) {
      if (machine.program.shape[node] < Shape.Single) {
        throw new Error(`trace search: thread ${move & 0xff} is planned to go on after its end`);
      }
      buffers?.beforeStep(move & 0xff, node);
    }
    machine.recording = true;
    machine.step(this.actual(move));
    machine.recording = false;
  }

  /** A move of this search as the machine takes it in its state. */
  private actual(move: number): number {
    const plain = move & ~choiceBit;
    return this.buffers === null ? plain : this.buffers.actual(plain);
  }

  /** The access code of the step that the machine has just recorded. */
  private codeOfStep(move: number, node: number, mark: number): number {
    const { machine, codes, buffers } = this;
    const { program } = machine;
    codes.begin();
    for (let i = 0; i < machine.accesses; i++) {
      const slot = machine.accessSlot[i];
      if (program.isThread(slot)) continue;
      const use = machine.accessUse[i];
      if (buffers?.addView(move, node, i, slot, use) === true) continue;
      codes.add(codes.chainOf(slot), use);
      if (use !== Use.Read) this.addWatched(slot);
    }
    for (let i = mark; i < machine.logEnd; i += 2) {
      const slot = machine.log[i];
      if (program.isThread(slot)) {
        if (program.shape[machine.state[slot]] === Shape.Finished) this.addWatched(slot);
      } else if (program.layout.slots[slot].holds === "location" && !this.isAccessed(slot)) {
        codes.add(codes.chainOf(slot), Use.Write);
        this.addWatched(slot);
      }
    }
    const code = codes.end();
    this.run.holdChains(codes.chains);
    return code;
  }

  private addWatched(slot: number): void {
    for (const chain of this.watched.chainsOf(slot)) this.codes.add(chain, Use.Write);
  }

  /** True when the machine has recorded a write to a slot. */
  private isAccessed(slot: number): boolean {
    const { machine } = this;
    for (let i = 0; i < machine.accesses; i++) {
      if (machine.accessSlot[i] === slot && machine.accessUse[i] !== Use.Read) return true;
    }
    return false;
  }

  private addRecords(code: number, mark: number): void {
    if (code === noAccess) return;
    const { codes } = this;
    if (code >= 0) return this.addRecord(code, mark);
    const end = codes.listStart[-1 - code];
    for (let i = codes.listStart[-2 - code]; i < end; i++) this.addRecord(codes.items[i], mark);
  }

  private addRecord(access: number, mark: number): void {
    const { machine } = this;
    const slot = this.codes.chainSlot[access >> 2];
    if (slot < 0) return this.run.record(access >> 2, access & 3, 0, 0);
    const now = machine.state[slot];
    let old = now;
    for (let i = machine.logEnd - 2; i >= mark; i -= 2) {
      if (machine.log[i] === slot) old = machine.log[i + 1]!;
    }
    this.run.record(access >> 2, access & 3, old, now);
  }

  /** Performs the local steps that a thread does next; returns their number. */
  private performLocals(lane: number): number {
    const { machine } = this;
    const { program } = machine;
    if (this.watched.looksAtThreads) return 0;
    for (let count = 0; ; count++) {
      const flags = program.flags[machine.node(lane)];
      if ((flags & (Flag.Local | Flag.Choice | Flag.Head)) !== Flag.Local) return count;
      const mark = machine.logEnd;
      this.step(lane, machine.node(lane));
      // A step that a thread ends with, or that something is fused to, can be seen.
      if (machine.performed.length <= 2 && !this.endsThread(mark)) continue;
      machine.undo(mark);
      return count;
    }
  }

  /** True when some thread has come to its end (or was started at its end) since `mark`. */
  private endsThread(mark: number): boolean {
    const { state, program, log, logEnd } = this.machine;
    for (let i = mark; i < logEnd; i += 2) {
      const slot = log[i];
      if (program.isThread(slot) && program.shape[state[slot]] < Shape.Single) return true;
    }
    return false;
  }

  /** Threads that the event has started follow it. */
  private startThreads(mark: number, d: number): void {
    const { machine, run } = this;
    const { program } = machine;
    run.holdAgents(machine.lanes);
    for (let i = mark; i < machine.logEnd; i += 2) {
      const slot = machine.log[i];
      if (machine.log[i + 1] === program.absent && program.isThread(slot)) {
        const agent = run.threadAgent(this.laneOfThread(slot));
        run.last[agent] = d;
      }
    }
  }

  private laneOfThread(slot: number): number {
    const content = this.machine.program.layout.slots[slot];
    return content.holds === "thread" ? content.thread.index : -1;
  }

  /** Takes the effect of event `d`, the last one in force, back from the machine's state. */
  undo(d: number): void {
    const { machine, run } = this;
    const mark = run.mark[d];
    if (mark >= 0) return machine.undo(mark);
    const { state, program } = machine;
    const node = run.node[d];
    state[program.slot[node]] = run.recordOld[run.firstRecord[d]]!;
    state[machine.threadSlot[run.agent[d]]] = node;
  }

  /** Puts the effect of event `d` in force again after `undo`. */
  redo(d: number): void {
    const { machine, run } = this;
    if (run.mark[d] >= 0) return this.replay(d);
    const { state, program } = machine;
    const node = run.node[d];
    const slot = program.slot[node];
    const key = program.shape[node] === Shape.Single ? state[slot] : 0;
    state[machine.threadSlot[run.agent[d]]] = program.next[program.edges.find(node, key)]!;
    state[slot] = run.recordNew[run.firstRecord[d]]!;
  }

  /** Does the moves of event `d` in the machine's state, which may differ from before. */
  replay(d: number): void {
    const { machine, run } = this;
    machine.step(this.actual(run.move[d]));
    for (let k = run.locals[d]; k > 0; k--) machine.step(run.move[d] & 0xff);
  }

  /** Does what an event with this move would do, without making it part of the run. */
  make(move: number): void {
    this.machine.step(this.actual(move));
    if (this.buffers === null) this.performLocals(move & 0xff);
  }

  /** The access code that a move has in the machine's state, which stays as it is. */
  tryOut(move: number): number {
    const { machine } = this;
    const mark = machine.logEnd;
    const node = this.nodeOf(move);
    this.step(move, node);
    const code = this.codeOfStep(move, node, mark);
    machine.undo(mark);
    return code;
  }

  /**
   * The moves of some events of the run, in order, as the machine takes them from its initial
   * state. The events must include all that happens before any of them.
   */
  schedule(events: readonly number[]): Int32Array {
    const { machine, run } = this;
    for (let d = run.depth - 1; d >= 0; d--) this.undo(d);
    const mark = machine.logEnd;
    const moves: number[] = [];
    for (const d of events) {
      moves.push(this.actual(run.move[d]));
      for (let k = run.locals[d]; k > 0; k--) moves.push(run.move[d] & 0xff);
      this.replay(d);
    }
    machine.undo(mark);
    for (let d = 0; d < run.depth; d++) this.redo(d);
    return Int32Array.from(moves);
  }
}
