/**
 * Turns a schedule (a list of moves) into a trace: walks the machine from the initial state and
 * describes each step. Source positions are taken here, by re-running generators, never earlier.
 */
import { Shape } from "../automaton/node.js";
import type { FrameInfo } from "../automaton/frame.js";
import { type Machine, Use, flushBit, laneOf } from "../memory/machine.js";
import type { MemoryModel } from "../memory/memory-model.js";
import type { Operation, StepSpec } from "../scenario/operation.js";
import { showValue } from "../scenario/value.js";
import { stepAt, stepMade } from "./step-text.js";
import type { Change, Frame, StateEntry, Trace, TraceStep, Waiting } from "./trace.js";

/** Builds traces step by step; `trace` may be asked for after any step. */
export class TraceBuilder {
  private readonly machine: Machine;
  private readonly memory: MemoryModel;
  private readonly steps: TraceStep[] = [];
  /** Trace frame ids by automaton frame, while the call is active. */
  private readonly active = new Map<FrameInfo["id"], number>();
  private readonly callOfFrame = new Map<number, number>();
  private frames = 0;
  private readonly held: string[][] = [];

  private readonly positions: boolean;

  /**
   * Resets the machine to its initial state. Without `positions`, steps do not say where in the
   * source they are, which takes some milliseconds a trace.
   */
  constructor(machine: Machine, memory: MemoryModel, positions = true) {
    this.machine = machine;
    this.memory = memory;
    this.positions = positions;
    machine.reset();
  }

  /** Makes a move, which must be enabled, and describes it. */
  step(move: number): TraceStep {
    const step = (move & flushBit) === 0 ? this.threadStep(move) : this.flushStep(move);
    this.steps.push(step);
    return step;
  }

  /** The trace so far. `loop`: index of the first step of a repeated part. */
  trace(options: { readonly waiting?: boolean; readonly loop?: number | null } = {}): Trace {
    const { machine } = this;
    const entries = this.entries();
    return {
      scenario: machine.built.name,
      memory: this.memory,
      threads: this.threads,
      steps: [...this.steps],
      final: entries.map(({ location, value }) => ({ location, value })),
      changed: entries.filter((entry) => entry.changed).map((entry) => entry.location),
      waiting: options.waiting === true ? this.waiting() : [],
      loop: options.loop ?? null,
    };
  }

  /** Names of the threads that there are so far. */
  get threads(): string[] {
    return this.machine.program.layout.threads.map((thread) => thread.name);
  }

  private threadStep(move: number): TraceStep {
    const { machine } = this;
    const { program } = machine;
    const lane = laneOf(move);
    const node = machine.node(lane);
    const traceFrames = stepAt(machine, node).frames.map((frame) => this.traceFrame(frame));
    const { changes, touched, written } = this.make(move);
    const performed = [...machine.performed];
    const {
      operation: call,
      isBlock,
      value: result,
      label,
      result: text,
    } = stepMade(machine, node);
    const spec = call.spec as StepSpec;
    const buffered = machine.pending(lane);
    const own = program.operations[node]!;
    const operations = operationsOf(call, own, performed, program.operations);
    this.leaveFrames(performed);
    this.noteLocks(lane, performed);
    return {
      thread: lane,
      kind: isBlock ? "atomic" : spec.kind,
      frames: traceFrames,
      label,
      result: text,
      remarks: [...notes(operations, "remarks"), ...this.failure(lane)],
      facts: notes(operations, "facts"),
      position: this.positions ? program.unfolder.sourceOf(node).position : null,
      changes,
      touched,
      written,
      pending: buffered,
    };

    function operationsOf(
      first: Operation<unknown>,
      own: Operation<unknown>,
      list: readonly number[],
      all: readonly (Operation<unknown> | null)[],
    ): { operation: Operation<unknown>; result: unknown }[] {
      const found = first === own ? [] : [{ operation: first, result }];
      for (let i = 0; i < list.length; i += 2) {
        const value = program.values.value(list[i + 1]);
        found.push({ operation: all[list[i]]!, result: value });
      }
      return found;
    }
  }

  private flushStep(move: number): TraceStep {
    const { machine } = this;
    const lane = laneOf(move);
    const label = machine.flushLabel(move);
    const { changes, touched, written } = this.make(move);
    return {
      thread: lane,
      kind: "flush",
      frames: this.lastFrames(lane),
      label,
      result: null,
      remarks: [],
      facts: [],
      position: null,
      changes,
      touched,
      written,
      pending: machine.pending(lane),
    };
  }

  private lastFrames(lane: number): readonly Frame[] {
    return this.steps.findLast((step) => step.thread === lane)?.frames ?? [];
  }

  /** Makes the move and lists what it changed, touched and wrote. */
  private make(move: number): { changes: Change[]; touched: string[]; written: string[] } {
    const { machine } = this;
    const mark = machine.logEnd;
    machine.recording = true;
    machine.step(move);
    machine.recording = false;
    const before = new Map<number, number>();
    for (let i = mark; i < machine.logEnd; i += 2) {
      if (!before.has(machine.log[i])) before.set(machine.log[i], machine.log[i + 1]);
    }
    const changes: Change[] = [];
    for (const [slot, old] of before) {
      const name = this.visibleName(slot);
      if (name === null || machine.state[slot] === old) continue;
      changes.push({
        location: name,
        before: this.text(old),
        after: this.text(machine.state[slot]),
      });
    }
    const touched = new Set<string>();
    const written = new Set<string>();
    for (let i = 0; i < machine.accesses; i++) {
      const name = this.visibleName(machine.accessSlot[i]);
      if (name === null) continue;
      touched.add(name);
      if (machine.accessUse[i] !== (Use.Read as number)) written.add(name);
    }
    return { changes, touched: [...touched], written: [...written] };
  }

  private text(id: number): string {
    return showValue(this.machine.program.values.value(id));
  }

  private visibleName(slot: number): string | null {
    const content = this.machine.program.layout.slots[slot];
    return content?.holds === "location" && !content.location.hidden ? content.location.name : null;
  }

  private traceFrame(frame: FrameInfo): Frame {
    let id = this.active.get(frame.id);
    if (id === undefined) {
      id = this.frames++;
      this.active.set(frame.id, id);
      this.callOfFrame.set(frame.call, frame.id);
    }
    return { id, label: frame.label };
  }

  /** Calls that have returned: the same code entered again is another call. */
  private leaveFrames(performed: readonly number[]): void {
    const { unfolder } = this.machine.program;
    for (let i = 0; i < performed.length; i += 2) {
      for (const [call] of unfolder.returnsAfter(performed[i], performed[i + 1])) {
        const frame = this.callOfFrame.get(call);
        if (frame !== undefined) this.active.delete(frame);
      }
    }
  }

  private noteLocks(lane: number, performed: readonly number[]): void {
    const { operations, values } = this.machine.program;
    const held = (this.held[lane] ??= []);
    for (let i = 0; i < performed.length; i += 2) {
      const { spec } = operations[performed[i]]!;
      if (spec.type !== "step" || spec.holds === undefined) continue;
      if (spec.holds.change === -1) {
        const at = held.lastIndexOf(spec.holds.lock);
        if (at >= 0) held.splice(at, 1);
      } else if (values.value(performed[i + 1]) !== false) held.push(spec.holds.lock);
    }
  }

  /** The remark on a step after which its thread has failed. */
  private failure(lane: number): string[] {
    const message = this.failureOf(lane);
    return message === null ? [] : [message];
  }

  /** Why a thread has failed, or null. */
  failureOf(lane: number): string | null {
    const { program } = this.machine;
    const node = this.machine.node(lane);
    if (program.shape[node] !== Shape.Failed) return null;
    const spec = program.operations[node]!.spec;
    if (spec.type !== "stop") return null;
    return spec.reason === "assert" ? `fails: ${spec.message}` : `throws ${spec.message}`;
  }

  private entries(): (StateEntry & { changed: boolean })[] {
    const { machine } = this;
    const entries: (StateEntry & { changed: boolean })[] = [];
    for (let slot = 0; slot < machine.slots; slot++) {
      const name = this.visibleName(slot);
      if (name === null) continue;
      const id = machine.state[slot];
      entries.push({
        location: name,
        value: this.text(id),
        changed: id !== machine.initial[slot],
      });
    }
    return entries;
  }

  private waiting(): Waiting[] {
    const { machine } = this;
    const { program } = machine;
    const waiting: Waiting[] = [];
    for (let lane = 0; lane < machine.lanes; lane++) {
      const node = machine.node(lane);
      if (program.shape[node] < Shape.Single) continue;
      const spec = program.operations[node]!.spec as StepSpec;
      const values = spec.locations.map((x) => program.meaning(x.slot, machine.state[x.slot]));
      waiting.push({
        thread: lane,
        label: spec.label,
        frames: program.unfolder.framesOf(node).map((frame) => this.traceFrame(frame)),
        reason: spec.waitsFor?.(values) ?? "its turn",
        holds: [...(this.held[lane] ?? [])],
      });
    }
    return waiting;
  }
}

function notes(
  operations: readonly { operation: Operation<unknown>; result: unknown }[],
  which: "remarks" | "facts",
): string[] {
  return operations.flatMap(({ operation, result }) =>
    operation[which].flatMap((note) => note(result) ?? []),
  );
}

/** The kind of step a move is, as the replay string's check sees it. */
export function stepKey(trace: Pick<Trace, "threads">, step: TraceStep): string {
  return `${trace.threads[step.thread]}\n${step.label}\n${step.result ?? ""}`;
}
