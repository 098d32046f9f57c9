/**
 * Runs the code of a frame again: to reach a branch of its automaton a second time, to find where in
 * the source a step is, to check that it does the same as before.
 */
import { HeddleError } from "../scenario/errors.js";
import { Operation, describe } from "../scenario/operation.js";
import type { Position } from "../trace/trace.js";
import { type FrameInfo, type Generated, begin, resume } from "./frame.js";
import { Observer } from "./observer.js";
import type { Points } from "./points.js";
import type { Program } from "./program.js";
import { callChain, firstUserFrame, innermostUserFrame } from "./source.js";

/** A generator that call stacks are taken from, and the point at which it waits. */
interface Cursor {
  readonly at: number;
  readonly generator: Generated;
  readonly observer: Observer;
}

export class Rerunner {
  /** Generator steps run again. */
  steps = 0;
  private readonly program: Program;
  private readonly points: Points;
  /** By frame: the steps of a trace are asked for in their order, so each goes on from the last. */
  private readonly cursors = new Map<FrameInfo, Cursor>();

  constructor(program: Program, points: Points) {
    this.program = program;
    this.points = points;
  }

  /** Runs the frame of `point` again up to it, checking that it does the same as before. */
  rerun(point: number, observer: Observer): Generated {
    const generator = begin(this.points.frame[point], observer);
    this.runOn(generator, observer, -1, point, false);
    return generator;
  }

  /**
   * Runs a generator that waits at the point `from` (-1: at its beginning) on to `point`, which
   * follows it. With `showsSource` the operation there is made with its call stack (which is slow,
   * so only there).
   */
  private runOn(
    generator: Generated,
    observer: Observer,
    from: number,
    point: number,
    showsSource: boolean,
  ): Operation<unknown> {
    const { points } = this;
    const done = from < 0 ? 0 : points.depth[from] + 1;
    const depth = points.depth[point];
    const path = new Array<number>(depth + 1 - done);
    for (let p = point, k = depth; k >= done; k--) {
      path[k - done] = p;
      p = points.previous[p];
    }
    let operation = points.operation[point];
    observer.again = true;
    try {
      for (const p of path) {
        this.steps++;
        if (showsSource) observer.capture = p === point;
        const value = this.program.values.value(points.via(p));
        const yielded = resume(generator, observer, points.previous[p] < 0, value);
        observer.forget();
        this.requireSame(p, yielded);
        operation = yielded.value as Operation<unknown>;
      }
    } finally {
      observer.again = false;
    }
    return operation;
  }

  /** Throws a HeddleError unless thread code, run again, came to the operation of a point. */
  private requireSame(point: number, yielded: IteratorResult<unknown, unknown>): void {
    const { frame, operation } = this.points;
    const { spec, stack } = operation[point];
    const again = yielded.value;
    if (again instanceof Operation && yielded.done !== true && again.spec === spec) return;
    const now = describeNow(yielded);
    if (now === describe(spec)) return;
    throw new HeddleError(
      `thread ${frame[point].thread.handle.name} is not deterministic: run again with the same ` +
        `values, it came to "${now}" instead of "${describe(spec)}"`,
      {
        hint:
          "a thread may use only its own locals and what yield* returns: no variable outside " +
          "that it changes, no clock, no random numbers",
        position: firstUserFrame((again instanceof Operation ? again.stack : null) ?? stack ?? ""),
      },
    );
  }

  /** Adds to an error where in the user's code it arose, by running the frame again with stacks. */
  located(
    error: unknown,
    frame: FrameInfo,
    previous: number,
    via: number,
    atOperation = false,
  ): unknown {
    if (!(error instanceof HeddleError) || error.position !== null) return error;
    error.position = this.positionAfter(frame, previous, via, atOperation);
    return error;
  }

  private positionAfter(
    frame: FrameInfo,
    previous: number,
    via: number,
    atOperation: boolean,
  ): Position | null {
    const observer = new Observer(this.program, frame.thread, true);
    try {
      const generator = previous < 0 ? begin(frame, observer) : this.rerun(previous, observer);
      const yielded = observer.inside(() =>
        previous < 0 ? generator.next() : generator.next(this.program.values.value(via)),
      );
      const unused = atOperation ? null : observer.unused(yielded.value);
      const stack = unused?.stack ?? (yielded.value as Operation<unknown> | undefined)?.stack;
      return stack == null ? this.callerPosition(frame) : innermostUserFrame(stack);
    } catch (error) {
      return error instanceof Error ? innermostUserFrame(error.stack ?? "") : null;
    }
  }

  private callerPosition(frame: FrameInfo): Position | null {
    return frame.call < 0 ? null : this.sourceOf(frame.call).position;
  }

  /** Where a point is in the source, and the functions it was reached through, outermost first. */
  sourceOf(point: number): { position: Position | null; chain: readonly string[] } {
    const frame = this.points.frame[point];
    const stack = (this.points.operation[point].stack ??= this.stackAt(point));
    const position = firstUserFrame(stack) ?? this.callerPosition(frame);
    return { position, chain: callChain(stack) };
  }

  /** The call stack of the operation of a point, taken by running its frame (on) to there. */
  private stackAt(point: number): string {
    const { points, cursors } = this;
    const frame = points.frame[point];
    let cursor = cursors.get(frame);
    // While it runs it is of no use to anybody else, nor if it fails.
    cursors.delete(frame);
    if (cursor === undefined || !points.leadsTo(cursor.at, point)) {
      // Where a function only returns a call, `() => write(m)`, that call is made at its beginning.
      const observer = new Observer(this.program, frame.thread, true);
      cursor = { at: -1, generator: begin(frame, observer), observer };
    }
    const { generator, observer } = cursor;
    const before = this.steps;
    const { stack } = this.runOn(generator, observer, cursor.at, point, true);
    this.steps = before;
    cursors.set(frame, { at: point, generator, observer });
    return stack ?? "";
  }
}

function describeNow(yielded: IteratorResult<unknown, unknown>): string {
  if (yielded.done === true) return "returned";
  return yielded.value instanceof Operation ? describe(yielded.value.spec) : String(yielded.value);
}
