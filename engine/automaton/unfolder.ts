/**
 * Runs thread generators, each once per new automaton node, and merges nodes whose futures are
 * equal: finished threads by result, returning functions by (call, result), checkpoints by locals.
 *
 * A frame is one activation of a modelled function (or of the thread's own function). Its generator
 * sees nothing of its caller but arguments, so a frame can be re-run on its own: to reach a branch
 * of the automaton a second time, only the steps since the frame began are run again.
 */
import { enterThread } from "../scenario/context.js";
import { HeddleError } from "../scenario/errors.js";
import {
  type CallSpec,
  Operation,
  type Outcome,
  type StepSpec,
  describe,
} from "../scenario/operation.js";
import { ThreadHandle } from "../scenario/thread.js";
import { showValue } from "../scenario/value.js";
import type { Position } from "../trace/trace.js";
import {
  type FrameInfo,
  type Generated,
  type Point,
  type ThreadState,
  begin,
  resume,
} from "./frame.js";
import { Audit, type Root } from "./audit.js";
import { type Hash, HashList, hashOf, hashText } from "./canonical-hash.js";
import { guarded } from "./determinism.js";
import { Flag, Shape } from "./node.js";
import { Observer } from "./observer.js";
import { PairTable } from "./pair-table.js";
import type { Program } from "./program.js";
import { Rerunner } from "./rerunner.js";
import { firstUserFrame, siteOf } from "./source.js";

/** Runs are cut here: a thread that never ends without a checkpoint has infinitely many nodes. */
const longestFrame = 20_000;
/** Calls, returns and checkpoints in a row without a step; more is taken for an endless loop. */
const mostWithoutStep = 1000;

/** Marks the value number of a call that took no step. */
function stepless(value: number): number {
  return -1 - value;
}

/** The value number without that mark. */
function numberOf(value: number): number {
  return value < 0 ? -1 - value : value;
}

export class Unfolder {
  /** Each generator step that was run for the first time, whenever that was. */
  readonly identities = new HashList();
  /** False once a node's hash depends on when the node was met. */
  canonical = true;
  /** Generator steps run for the first time: one per node, never more. */
  unfolded = 0;
  /** Points at which a frame returned. */
  private ends = 0;

  private readonly program: Program;
  private readonly rerunner: Rerunner;
  private readonly points: Point[] = [];
  private readonly pointOfNode: number[] = [];
  /**
   * (point, value number) to what follows: a node, in `followers`. After a call inside an atomic
   * block that took no step, `stepless` of the value number: the block's first step is yet to come.
   */
  private readonly children = new PairTable(256);
  private readonly followers: number[] = [];
  /** For each point the generator waiting there, usable once; null when it has gone on. */
  private readonly waiting: (Generated | null)[] = [];
  /** Watches each thread's code, by its number. */
  private readonly observers: Observer[] = [];
  private readonly checkpoints = new Map<string, number>();
  /** Calls that return when (point, value) is followed: child entry to [call point, result]. */
  private readonly returns = new Map<number, (readonly [call: number, result: number])[]>();
  /** Calls that have returned since `advance`, in the order in which they did. */
  private readonly returning: (readonly [call: number, result: number])[] = [];
  private readonly threads: ThreadState[] = [];
  private readonly roots: Root[] = [];
  private frames = 0;
  /** Activations of `run`, each of which leads to the next. */
  private nested = 0;

  constructor(program: Program) {
    this.program = program;
    this.rerunner = new Rerunner(program, this.points);
  }

  /** Generator steps run again to reach a branch. */
  get replayed(): number {
    return this.rerunner.steps;
  }

  /**
   * Runs the threads again as a whole, about twice the work of unfolding them; throws a HeddleError
   * if one is not deterministic or shares with a function what it must not.
   */
  audit(): void {
    const { program, children, followers } = this;
    const edges = new Map<number, (readonly [value: number, to: number])[]>();
    for (let entry = 0; entry < children.size; entry++) {
      const { node } = this.points[children.first[entry]];
      if (node < 0) continue;
      const list = edges.get(node) ?? [];
      list.push([children.second[entry], followers[entry]]);
      edges.set(node, list);
    }
    const audit = new Audit(
      program,
      (node) => edges.get(node) ?? [],
      1000 + 2 * this.points.length,
    );
    guarded(() => {
      for (const root of this.roots) audit.run(root);
    });
  }

  /** Nodes before merging: every point of every history at which a generator has stopped. */
  get histories(): number {
    return this.points.length + this.ends;
  }

  /** Starts a thread and returns its first node. */
  start(handle: ThreadHandle, body: () => unknown): number {
    const thread = this.stateOf(handle);
    const others = this.roots.filter((root) => root.frame.thread === thread).length;
    // A thread that is spawned with several functions: their order is that of discovery.
    if (others > 0) this.canonical = false;
    const hash = hashOf(hashText("thread"), handle.slot, others);
    const frame = this.frame(thread, -1, handle.name, body, false, false, hash);
    const node = this.enter(frame);
    this.roots.push({ node, frame });
    return node;
  }

  /** The node that follows `node` when its operation returns the value with number `value`. */
  advance(node: number, value: number): number {
    if (this.returning.length > 0) this.returning.length = 0;
    return this.after(this.pointOfNode[node], value);
  }

  private after(point: number, value: number): number {
    const known = this.children.find(point, value);
    if (known >= 0) {
      const returns = this.returns.get(known);
      if (returns !== undefined) this.returning.push(...returns);
      return this.followers[known];
    }
    const { returning } = this;
    const before = returning.length;
    const { frame } = this.points[point];
    const generator = this.generatorAt(point);
    const node = this.run(frame, generator, this.observerOf(frame.thread), point, value);
    const entry = this.children.add(point, value);
    this.followers[entry] = node;
    if (returning.length > before) this.returns.set(entry, returning.slice(before));
    return node;
  }

  /** Begins a frame: runs its function up to the first step. */
  private enter(frame: FrameInfo): number {
    const observer = this.observerOf(frame.thread);
    const generator = begin(frame, observer);
    return this.run(frame, generator, observer, -1, 0);
  }

  /** Resumes `generator`, which waits at `point`, and follows it to its next step. */
  private run(
    frame: FrameInfo,
    generator: Generated,
    observer: Observer,
    point: number,
    value: number,
  ): number {
    if (++this.nested > mostWithoutStep) throw this.endless(frame, point, value);
    const node = this.runOn(frame, generator, observer, point, value);
    this.nested--;
    return node;
  }

  private endless(frame: FrameInfo, point: number, value: number): unknown {
    const name = frame.thread.handle.name;
    const error = new HeddleError(`thread ${name} goes round for ever without a step`, {
      hint: "a loop needs a step that others can come before or after: an access, a lock",
    });
    return this.rerunner.located(error, frame, point, numberOf(value), true);
  }

  private runOn(
    frame: FrameInfo,
    generator: Generated,
    observer: Observer,
    point: number,
    followed: number,
  ): number {
    const value = numberOf(followed);
    this.unfolded++;
    const hash = this.identity(frame, point, followed);
    this.identities.push(hash);
    const yielded = this.resume(frame, generator, observer, value, point);
    if (yielded.done === true) return this.leave(frame, yielded.value, observer, point, followed);
    const operation = this.checked(frame, observer, yielded.value, point, value);
    const here = this.addPoint(frame, point, followed, operation, hash);
    const { spec } = operation;
    if (spec.type === "step") return this.atStep(here, generator);
    if (spec.type === "stop") return this.atStop(here);
    if (spec.type === "call") {
      this.waiting[here] = generator;
      return this.enter(this.calledFrame(frame, here, spec));
    }
    const key = this.checkpointKey(here);
    const merged = this.checkpoints.get(key);
    if (merged !== undefined) {
      this.confirmMerge(frame, generator, observer, here, merged);
      return merged;
    }
    const { program } = this;
    this.points[here].hash = this.checkpointHash(here);
    const before = program.nodes;
    const node = this.run(frame, generator, observer, here, 0);
    if (node >= before) program.flags[node] |= Flag.Head;
    this.checkpoints.set(key, node);
    return node;
  }

  /** What a generator step is: the one after `point` (or the frame's first), given what followed. */
  private identity(frame: FrameInfo, point: number, followed: number): Hash {
    const before = point < 0 ? frame.hash : this.points[point].hash;
    const value = this.program.values.hashes.at(numberOf(followed));
    return hashOf(before, value, followed < 0 ? 1 : 0);
  }

  private resume(
    frame: FrameInfo,
    generator: Generated,
    observer: Observer,
    via: number,
    point: number,
  ): IteratorResult<Operation<unknown>, unknown> {
    try {
      return resume(generator, observer, point < 0, this.program.values.value(via));
    } catch (error) {
      throw this.rerunner.located(error, frame, point, via);
    }
  }

  /** Makes the point of a step a node of the automaton. */
  private atStep(here: number, generator: Generated): number {
    const point = this.points[here];
    const { frame, operation } = point;
    const first = frame.atomic && this.startsAtomicBlock(point);
    const fused = frame.atomic ? !first : (operation.spec as StepSpec).fused;
    const { index } = frame.thread.handle;
    try {
      point.node = this.program.addStep(operation, index, fused, first, point.hash);
    } catch (error) {
      throw this.rerunner.located(error, frame, point.previous, point.via, true);
    }
    this.pointOfNode[point.node] = here;
    this.waiting[here] = generator;
    return point.node;
  }

  /** True when no step of the atomic block that `point` is in comes before it. */
  private startsAtomicBlock(point: Point): boolean {
    let at = point;
    while (this.tookNoStep(at.previous, at.stepless)) {
      if (at.frame.startsAtomic) return true;
      at = this.points[at.frame.call];
    }
    return false;
  }

  /** True when a frame has taken no step up to and with `point`; `stepless` if that is such a call. */
  private tookNoStep(point: number, stepless: boolean): boolean {
    let quiet = stepless;
    for (let p = point; p >= 0; p = this.points[p].previous) {
      const { operation, stepless: before } = this.points[p];
      if (operation.spec.type === "step" || (operation.spec.type === "call" && !quiet))
        return false;
      quiet = before;
    }
    return true;
  }

  private atStop(here: number): number {
    const point = this.points[here];
    const { operation, frame } = point;
    const reason = operation.spec.type === "stop" ? operation.spec.reason : "error";
    const shape = reason === "assume" ? Shape.Assumed : Shape.Failed;
    point.node = this.program.addEnd(shape, frame.thread.handle.index, 0, operation, point.hash);
    this.pointOfNode[point.node] = here;
    return point.node;
  }

  /** A frame returns: its caller goes on, or the thread has finished. */
  private leave(
    frame: FrameInfo,
    result: unknown,
    observer: Observer,
    point: number,
    followed: number,
  ): number {
    this.requireNoneUnused(frame, observer, null, point, numberOf(followed));
    this.ends++;
    let id: number;
    try {
      id = this.program.values.id(result);
    } catch (error) {
      throw this.rerunner.located(error, frame, frame.call, 0, true);
    }
    if (frame.call >= 0) {
      this.returning.push([frame.call, id]);
      const quiet = this.points[frame.call].frame.atomic && this.tookNoStep(point, followed < 0);
      return this.after(frame.call, quiet ? stepless(id) : id);
    }
    const { finished, handle } = frame.thread;
    let node = finished.get(id);
    if (node === undefined) {
      const hash = hashOf(hashText("finished"), handle.slot, this.program.values.hashes.at(id));
      node = this.program.addEnd(Shape.Finished, handle.index, id, null, hash);
      finished.set(id, node);
    }
    return node;
  }

  private calledFrame(frame: FrameInfo, call: number, spec: CallSpec): FrameInfo {
    const starts = spec.atomic && !frame.atomic;
    const atomic = frame.atomic || spec.atomic;
    const hash = hashOf(hashText("call"), this.points[call].hash);
    return this.frame(frame.thread, call, spec.label, spec.body, atomic, starts, hash);
  }

  private frame(
    thread: ThreadState,
    call: number,
    label: string,
    body: () => unknown,
    atomic: boolean,
    startsAtomic: boolean,
    hash: Hash,
  ): FrameInfo {
    return { id: this.frames++, thread, call, label, body, atomic, startsAtomic, hash };
  }

  private addPoint(
    frame: FrameInfo,
    previous: number,
    followed: number,
    operation: Operation<unknown>,
    hash: Hash,
  ): number {
    const depth = previous < 0 ? 0 : this.points[previous].depth + 1;
    if (depth > longestFrame) {
      throw new HeddleError(
        `thread ${frame.thread.handle.name} does not end: ${longestFrame.toLocaleString("en")} ` +
          `steps in ${frame.label}`,
        { hint: "put `yield* checkpoint(locals)` at the head of its retry loop" },
      );
    }
    const via = numberOf(followed);
    const stepless = followed < 0;
    this.waiting.push(null);
    const point = { frame, previous, via, operation, stepless, depth, node: -1, hash };
    return this.points.push(point) - 1;
  }

  private checkpointKey(here: number): string {
    const { frame, operation } = this.points[here];
    const locals = operation.spec.type === "checkpoint" ? operation.spec.locals : undefined;
    const site = siteOf(operation.stack ?? "");
    const caller = frame.call < 0 ? `thread ${frame.thread.handle.slot}` : `call ${frame.call}`;
    return `${caller}\n${this.program.values.id(locals)}\n${site}`;
  }

  /** As `checkpointKey`, for any worker. */
  private checkpointHash(here: number): Hash {
    const { frame, operation } = this.points[here];
    const { values } = this.program;
    const locals = operation.spec.type === "checkpoint" ? operation.spec.locals : undefined;
    const site = hashText(siteOf(operation.stack ?? ""));
    return hashOf(hashText("checkpoint"), frame.hash, values.hashes.at(values.id(locals)), site);
  }

  /** Two histories merge: what the newer one does next must be what the older one did. */
  private confirmMerge(
    frame: FrameInfo,
    generator: Generated,
    observer: Observer,
    here: number,
    merged: number,
  ): void {
    this.rerunner.steps++;
    const yielded = this.resume(frame, generator, observer, 0, here);
    if (yielded.done === true) return;
    const { spec } = this.checked(frame, observer, yielded.value, here, 0);
    const pending = this.program.operations[merged];
    if (spec.type !== "step" || pending?.spec.type !== "step") return;
    if (describe(spec) === describe(pending.spec)) return;
    throw new HeddleError(
      `thread ${frame.thread.handle.name}: after checkpoint(...) one history goes on with ` +
        `"${describe(pending.spec)}" and another, with the same locals, with "${describe(spec)}"`,
      {
        hint: "pass every local that matters after the checkpoint",
        position: firstUserFrame(this.points[here].operation.stack ?? ""),
      },
    );
  }

  /** A generator of the frame of `point` that waits there. */
  private generatorAt(point: number): Generated {
    const { frame } = this.points[point];
    const ready = this.waiting[point];
    if (ready === null) return this.rerunner.rerun(point, this.observerOf(frame.thread)).generator;
    this.waiting[point] = null;
    return ready;
  }

  /** Throws a located error if the thread made an operation that it did not `yield*`. */
  private requireNoneUnused(
    frame: FrameInfo,
    observer: Observer,
    yielded: unknown,
    previous: number,
    via: number,
  ): void {
    const unused = observer.unused(yielded);
    if (unused === null) return;
    const error = new HeddleError(
      `thread ${frame.thread.handle.name}: "${describe(unused.spec)}" was called without yield* ` +
        "and did nothing",
      { hint: "write `yield* ...` in front of the call" },
    );
    throw this.rerunner.located(error, frame, previous, via);
  }

  /** Checks what a thread yielded; throws a located error unless it is a properly used operation. */
  private checked(
    frame: FrameInfo,
    observer: Observer,
    yielded: unknown,
    previous: number,
    via: number,
  ): Operation<unknown> {
    this.requireNoneUnused(frame, observer, yielded, previous, via);
    if (yielded instanceof Operation) return yielded as Operation<unknown>;
    const what = yielded instanceof Promise ? "a promise" : showValue(yielded);
    const error = new HeddleError(
      `thread ${frame.thread.handle.name} yielded ${what}, which is not an operation`,
      {
        hint: "a thread yields operations only, with `yield*`; nothing can be awaited inside one",
      },
    );
    throw this.rerunner.located(error, frame, previous, via);
  }

  /** The effect of the operation at `node` on some values; adds its source position to errors. */
  applying(
    node: number,
    spec: StepSpec,
    values: readonly unknown[],
    alternative: number,
  ): Outcome | null {
    const point = this.points[this.pointOfNode[node]];
    const observer = this.observerOf(point.frame.thread);
    const before = enterThread(observer);
    try {
      return spec.apply(values, alternative);
    } catch (error) {
      const wrapped =
        error instanceof HeddleError
          ? error
          : new HeddleError(
              `${describe(point.operation.spec)}: the function given to it threw ${String(error)}`,
              {
                hint: "functions given to update, modify and await compute a value and do nothing else",
              },
            );
      throw this.rerunner.located(wrapped, point.frame, point.previous, point.via, true);
    } finally {
      enterThread(before);
      observer.forget();
    }
  }

  private observerOf(thread: ThreadState): Observer {
    return (this.observers[thread.handle.index] ??= new Observer(this.program, thread, false));
  }

  private stateOf(handle: ThreadHandle): ThreadState {
    const known = this.threads[handle.index];
    if (known !== undefined) return known;
    const state: ThreadState = {
      handle,
      counters: new Map(),
      pools: new Map(),
      spawned: [],
      finished: new Map(),
    };
    this.threads[handle.index] = state;
    return state;
  }

  /** The k-th thread that a thread spawns. One lane, whatever code it is given. */
  spawned(
    parent: ThreadState,
    index: number,
    name: string,
    body: () => unknown,
  ): { thread: ThreadHandle; root: number } {
    let child = parent.spawned[index];
    if (child === undefined) {
      const { layout } = this.program;
      const taken = layout.threads.some((t) => t.name === name);
      const full = taken ? `${name} (${parent.handle.name}.${index + 1})` : name;
      const make = (slot: number, lane: number) => new ThreadHandle(full, slot, lane);
      child = { thread: layout.thread(full, make), roots: new Map() };
      parent.spawned[index] = child;
    }
    let root = child.roots.get(body);
    if (root === undefined) {
      root = this.start(child.thread, body);
      child.roots.set(body, root);
    }
    return { thread: child.thread, root };
  }

  /** Active calls of a node, outermost first, without the thread's own function. */
  framesOf(node: number): readonly FrameInfo[] {
    const frames: FrameInfo[] = [];
    let { frame } = this.points[this.pointOfNode[node]];
    while (frame.call >= 0) {
      frames.push(frame);
      ({ frame } = this.points[frame.call]!);
    }
    return frames.reverse();
  }

  /** Calls that return when `node`'s operation returns value number `value`, innermost first. */
  returnsAfter(node: number, value: number): readonly (readonly [call: number, result: number])[] {
    const entry = this.children.find(this.pointOfNode[node], value);
    return (entry < 0 ? undefined : this.returns.get(entry)) ?? [];
  }

  /** The operation by which the frame was called. */
  callOf(frame: FrameInfo): Operation<unknown> {
    return this.points[frame.call].operation;
  }

  /** Where a node's operation is in the source, and the functions it was called through. */
  sourceOf(node: number): { position: Position | null; chain: readonly string[] } {
    return this.rerunner.sourceOf(this.pointOfNode[node]);
  }
}
