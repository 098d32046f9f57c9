/**
 * Runs thread generators, each once per new automaton node, and merges nodes whose futures are
 * equal: finished threads by result, returning functions by (call, result), checkpoints by locals.
 *
 * A frame is one activation of a modelled function (or of the thread's own function). Its generator
 * sees nothing of its caller but arguments, so a frame can be re-run on its own: to reach a branch
 * of the automaton a second time, only the steps since the frame began are run again.
 */
import { enterThread } from "../scenario/context.js";
import type { CallSpec, Operation, Outcome, StepSpec } from "../scenario/operation.js";
import type { ThreadHandle } from "../scenario/thread.js";
import type { Position } from "../trace/trace.js";
import { Audit, type Root } from "./audit.js";
import { Checkpoints, Lead } from "./checkpoints.js";
import { guarded } from "./determinism.js";
import { type FrameInfo, type Generated, type ThreadState, begin, resume } from "./frame.js";
import { Identities } from "./identities.js";
import { Mistakes } from "./mistakes.js";
import { Flag, Shape } from "./node.js";
import { Observer } from "./observer.js";
import { PairTable } from "./pair-table.js";
import { Points, numberOf, stepless } from "./points.js";
import type { Program } from "./program.js";
import { Rerunner } from "./rerunner.js";
import { ThreadStates } from "./thread-states.js";

/** Runs are cut here: a thread that never ends without a checkpoint has infinitely many nodes. */
const longestFrame = 20_000;
/** Calls, returns and checkpoints in a row without a step; more is taken for an endless loop. */
const mostWithoutStep = 1000;

export class Unfolder {
  /** False once what a node is depends on when it was met. */
  canonical = true;
  /** Generator steps run for the first time: one per node, never more. */
  unfolded = 0;
  readonly identities: Identities;
  readonly threads: ThreadStates;

  private readonly program: Program;
  private readonly points = new Points();
  private readonly checkpoints: Checkpoints;
  private readonly rerunner: Rerunner;
  private readonly mistakes: Mistakes;
  /**
   * (point, value number) to what follows: a node, in `followers`. After a call that took no step,
   * `stepless` of the value number if the atomic block's first step is yet to come, or the thread's
   * and that matters.
   */
  private readonly children = new PairTable(256);
  private readonly followers: number[] = [];
  /** For each point the generator waiting there, usable once; null when it has gone on. */
  private readonly waiting: (Generated | null)[] = [];
  /** Watches each thread's code, by its number. */
  private readonly observers: Observer[] = [];
  /** Calls that return when (point, value) is followed: child entry to [call point, result]. */
  private readonly returns = new Map<number, (readonly [call: number, result: number])[]>();
  /** Calls that have returned since `advance`, in the order in which they did. */
  private readonly returning: (readonly [call: number, result: number])[] = [];
  private readonly roots: Root[] = [];
  private frames = 0;
  /** Activations of `run`, each of which leads to the next. */
  private nested = 0;

  constructor(program: Program) {
    const { points } = this;
    this.program = program;
    this.threads = new ThreadStates(program);
    this.checkpoints = new Checkpoints(program, points);
    this.identities = new Identities(program, points, this.checkpoints);
    this.rerunner = new Rerunner(program, points);
    this.mistakes = new Mistakes(program, points, this.rerunner);
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
      const node = this.points.node[children.first[entry]];
      if (node < 0) continue;
      const list = edges.get(node) ?? [];
      list.push([children.second[entry], followers[entry]]);
      edges.set(node, list);
    }
    const audit = new Audit(program, (node) => edges.get(node) ?? [], 1000 + 2 * this.points.size);
    guarded(() => {
      for (const root of this.roots) audit.run(root);
    });
  }

  /** Nodes before merging: every point of every history at which a generator has stopped. */
  get histories(): number {
    return this.points.size + this.identities.endCount;
  }

  /** Starts a thread and returns its first node. */
  start(handle: ThreadHandle, body: () => unknown): number {
    const thread = this.threads.of(handle);
    const others = this.roots.filter((root) => root.frame.thread === thread).length;
    // A thread that is spawned with several functions: their order is that of discovery.
    if (others > 0) this.canonical = false;
    const frame = {
      id: this.frames++,
      thread,
      call: -1,
      label: handle.name,
      body,
      atomic: false,
      startsAtomic: false,
      variant: others,
    };
    const node = this.enter(frame);
    this.roots.push({ node, frame });
    return node;
  }

  /** The node that follows `node` when its operation returns the value with number `value`. */
  advance(node: number, value: number): number {
    if (this.returning.length > 0) this.returning.length = 0;
    return this.after(this.points.at(node), value);
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
    const frame = this.points.frame[point];
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
    if (++this.nested > mostWithoutStep) throw this.mistakes.endless(frame, point, value);
    const node = this.runOn(frame, generator, observer, point, value);
    this.nested--;
    return node;
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
    const yielded = this.resume(frame, generator, observer, value, point);
    if (yielded.done === true) return this.leave(frame, yielded.value, observer, point, followed);
    const operation = this.mistakes.checked(frame, observer, yielded.value, point, value);
    const here = this.addPoint(frame, point, followed, operation);
    const { spec } = operation;
    switch (spec.type) {
      case "step":
        return this.atStep(here, generator);
      case "stop":
        return this.atStop(here);
      case "call":
        this.waiting[here] = generator;
        return this.enter(this.calledFrame(frame, here, spec));
      case "checkpoint":
        return this.atCheckpoint(here, generator, observer);
    }
  }

  private atCheckpoint(here: number, generator: Generated, observer: Observer): number {
    const { program, checkpoints } = this;
    const frame = this.points.frame[here];
    let key = checkpoints.key(here, frame.atomic ? this.leadOf(here) : Lead.Any);
    let merged = checkpoints.nodeAfter(key);
    if (merged >= 0 && !frame.atomic && this.mayFuse(merged)) {
      key = checkpoints.key(here, this.leadOf(here));
      merged = checkpoints.nodeAfter(key);
    }
    if (merged >= 0) {
      this.rerunner.steps++;
      const yielded = this.resume(frame, generator, observer, 0, here);
      this.mistakes.requireMerge(frame, observer, yielded, here, merged);
      return merged;
    }
    const before = program.nodes;
    const node = this.run(frame, generator, observer, here, 0);
    if (node >= before) program.flags[node] |= Flag.Head;
    checkpoints.leadTo(key, node);
    if (!frame.atomic && this.mayFuse(node)) {
      checkpoints.leadTo(checkpoints.key(here, this.leadOf(here)), node);
    }
    return node;
  }

  private leadOf(here: number): Lead {
    const { points } = this;
    const { atomic } = points.frame[here];
    const first = atomic ? points.startsAtomicBlock(here) : points.startsThread(here);
    return first ? Lead.None : Lead.Step;
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
    const { points, program } = this;
    const frame = points.frame[here];
    const operation = points.operation[here];
    const first = frame.atomic && points.startsAtomicBlock(here);
    const fused = frame.atomic ? !first : this.fuses(here);
    let node: number;
    try {
      node = program.addStep(operation, frame.thread.handle.index, fused, first);
    } catch (error) {
      throw this.mistakes.atPoint(error, here);
    }
    points.setNode(here, node);
    this.waiting[here] = generator;
    return node;
  }

  /** Whether a step outside atomic blocks takes effect together with the one before it. */
  private fuses(here: number): boolean {
    const { spec } = this.points.operation[here];
    if (spec.type !== "step" || !spec.fused) return false;
    return spec.unshared || !this.points.startsThread(here);
  }

  /** Whether it depends on the steps before a node if it is a step of its own. */
  private mayFuse(node: number): boolean {
    const { operations, flags } = this.program;
    const spec = operations[node]?.spec;
    if (spec?.type !== "step" || !spec.fused || spec.unshared) return false;
    return (flags[node] & Flag.Atomic) === 0;
  }

  private atStop(here: number): number {
    const { points, program } = this;
    const operation = points.operation[here];
    const { index } = points.frame[here].thread.handle;
    const reason = operation.spec.type === "stop" ? operation.spec.reason : "error";
    const shape = reason === "assume" ? Shape.Assumed : Shape.Failed;
    const node = program.addEnd(shape, index, 0, operation);
    points.setNode(here, node);
    return node;
  }

  /** A frame returns: its caller goes on, or the thread has finished. */
  private leave(
    frame: FrameInfo,
    result: unknown,
    observer: Observer,
    point: number,
    followed: number,
  ): number {
    this.mistakes.requireNoneUnused(frame, observer, null, point, numberOf(followed));
    this.identities.noteEnd(frame, point, followed);
    let id: number;
    try {
      id = this.program.values.id(result);
    } catch (error) {
      throw this.rerunner.located(error, frame, frame.call, 0, true);
    }
    if (frame.call >= 0) return this.returnTo(frame.call, id, point, followed);
    const { finished, handle } = frame.thread;
    let node = finished.get(id);
    if (node === undefined) {
      node = this.program.addEnd(Shape.Finished, handle.index, id, null);
      finished.set(id, node);
    }
    return node;
  }

  /** The caller at the point `call` goes on with a result; its callee ended after `point`. */
  private returnTo(call: number, result: number, point: number, followed: number): number {
    const { points, returning } = this;
    returning.push([call, result]);
    const before = returning.length;
    if (points.frame[call].atomic) {
      const quiet = points.tookNoStep(point, followed < 0, true);
      return this.after(call, quiet ? stepless(result) : result);
    }
    const node = this.after(call, result);
    if (!this.mayFuse(node) || !points.tookNoStep(point, followed < 0, false)) return node;
    if (!points.startsThread(call)) return node;
    returning.length = before;
    return this.after(call, stepless(result));
  }

  private calledFrame(frame: FrameInfo, call: number, spec: CallSpec): FrameInfo {
    return {
      id: this.frames++,
      thread: frame.thread,
      call,
      label: spec.label,
      body: spec.body,
      atomic: frame.atomic || spec.atomic,
      startsAtomic: spec.atomic && !frame.atomic,
      variant: 0,
    };
  }

  private addPoint(
    frame: FrameInfo,
    previous: number,
    followed: number,
    operation: Operation<unknown>,
  ): number {
    const { points } = this;
    const depth = previous < 0 ? 0 : points.depth[previous] + 1;
    if (depth > longestFrame) throw this.mistakes.tooLong(frame, longestFrame);
    this.waiting.push(null);
    return points.add(frame, previous, followed, operation, depth);
  }

  /** A generator of the frame of `point` that waits there. */
  private generatorAt(point: number): Generated {
    const frame = this.points.frame[point];
    const ready = this.waiting[point];
    if (ready === null) return this.rerunner.rerun(point, this.observerOf(frame.thread));
    this.waiting[point] = null;
    return ready;
  }

  /** The effect of the operation at `node` on some values; adds its source position to errors. */
  applying(
    node: number,
    spec: StepSpec,
    values: readonly unknown[],
    alternative: number,
  ): Outcome | null {
    const point = this.points.at(node);
    const observer = this.observerOf(this.points.frame[point].thread);
    const before = enterThread(observer);
    try {
      return spec.apply(values, alternative);
    } catch (error) {
      throw this.mistakes.inFunction(error, point);
    } finally {
      enterThread(before);
      observer.forget();
    }
  }

  private observerOf(thread: ThreadState): Observer {
    return (this.observers[thread.handle.index] ??= new Observer(this.program, thread, false));
  }

  /** Active calls of a node, outermost first, without the thread's own function. */
  framesOf(node: number): readonly FrameInfo[] {
    const frames: FrameInfo[] = [];
    let frame = this.points.frame[this.points.at(node)];
    while (frame.call >= 0) {
      frames.push(frame);
      frame = this.points.frame[frame.call];
    }
    return frames.reverse();
  }

  /** Calls that return when `node`'s operation returns value number `value`, innermost first. */
  returnsAfter(node: number, value: number): readonly (readonly [call: number, result: number])[] {
    const entry = this.children.find(this.points.at(node), value);
    return (entry < 0 ? undefined : this.returns.get(entry)) ?? [];
  }

  /** The operation by which the frame was called. */
  callOf(frame: FrameInfo): Operation<unknown> {
    return this.points.operation[frame.call];
  }

  /** Where a node's operation is in the source, and the functions it was called through. */
  sourceOf(node: number): { position: Position | null; chain: readonly string[] } {
    return this.rerunner.sourceOf(this.points.at(node));
  }
}
