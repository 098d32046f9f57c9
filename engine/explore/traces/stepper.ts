/**
 * Performs events on the machine and takes them back, keeping the run's records.
 *
 * An event is a move with the fused steps in it, and with the local steps of the same thread that
 * follow (fences under `sc`, spawns): nothing can tell whether something happened in between.
 * Most events are plain accesses to one location; they are performed elsewhere, on the state vector
 * and without the machine's log, see `PlainSteps`. All others go through `Machine.step`.
 */
import { Flag, Shape } from "../../automaton/node.js";
import { type Machine, Use, flushBit } from "../../memory/machine.js";
import { type AccessCodes, noAccess } from "./access-codes.js";
import { type CurrentRun, EventField, RecordField, choiceBit } from "./current-run.js";
import type { StoreBuffers } from "./store-buffers.js";
import type { WatchedProperties } from "./watched-properties.js";

export class Stepper {
  private readonly machine: Machine;
  private readonly codes: AccessCodes;
  private readonly watched: WatchedProperties;
  private readonly run: CurrentRun;
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

  /** The node of the thread that moves; that of an absent thread when a store buffer moves. */
  private nodeOf(move: number): number {
    const { machine } = this;
    return (move & flushBit) === 0 ? machine.node(move & 0xff) : machine.program.absent;
  }

  /** Performs an enabled move, whatever it is, as the next event of the run. */
  perform(move: number): void {
    const { machine, run, buffers } = this;
    const lane = move & 0xff;
    const node = this.nodeOf(move);
    const mark = machine.logEnd;
    this.step(move, node);
    const code = this.codeOfStep(move, node, mark);
    run.holdAgents(machine.lanes);
    run.push(move, buffers === null ? lane : buffers.ofMove(move), node, mark, code);
    this.addRecords(code, mark);
    const d = run.depth - 1;
    if ((machine.program.flags[node] & Flag.Join) !== 0) {
      run.events[(d << EventField.Shift) | EventField.After] =
        run.last[run.threadAgent(this.laneOfThread(machine.program.slot[node]))]!;
    }
    if (buffers === null) {
      run.events[(d << EventField.Shift) | EventField.Locals] = this.performLocals(lane);
    } else buffers.note(d);
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
    if (slot < 0) return this.run.addRecord(access, 0, 0);
    const now = machine.state[slot];
    let old = now;
    for (let i = machine.logEnd - 2; i >= mark; i -= 2) {
      if (machine.log[i] === slot) old = machine.log[i + 1]!;
    }
    this.run.addRecord(access, old, now);
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
    const { machine } = this;
    const { events, records } = this.run;
    const at = d << EventField.Shift;
    const mark = events[at | EventField.Mark];
    if (mark >= 0) return machine.undo(mark);
    const { state } = machine;
    const node = events[at | EventField.Node];
    const record = events[at | EventField.FirstRecord] << RecordField.Shift;
    const slot = this.codes.chainSlot[events[at | EventField.Code] >> 2];
    state[slot] = records[record | RecordField.Old]!;
    state[machine.threadSlot[events[at | EventField.Agent]]] = node;
  }

  /** Puts the effect of event `d` in force again after `undo`. */
  redo(d: number): void {
    const { machine, run } = this;
    if (run.event(d, EventField.Mark) >= 0) return this.replay(d);
    const { state, program } = machine;
    const node = run.event(d, EventField.Node);
    const slot = program.slot[node];
    const key = program.shape[node] === Shape.Single ? state[slot] : 0;
    state[machine.threadSlot[run.event(d, EventField.Agent)]] =
      program.next[program.edges.find(node, key)]!;
    state[slot] = run.record(run.event(d, EventField.FirstRecord), RecordField.New);
  }

  /** Does the moves of event `d` in the machine's state, which may differ from before. */
  replay(d: number): void {
    const { machine, run } = this;
    machine.step(this.actual(run.event(d, EventField.Move)));
    for (let k = run.locals(d); k > 0; k--) machine.step(run.event(d, EventField.Move) & 0xff);
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
      moves.push(this.actual(run.event(d, EventField.Move)));
      for (let k = run.locals(d); k > 0; k--) moves.push(run.event(d, EventField.Move) & 0xff);
      this.replay(d);
    }
    machine.undo(mark);
    for (let d = 0; d < run.depth; d++) this.redo(d);
    return Int32Array.from(moves);
  }
}
