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

export class Rerunner {
  /** Generator steps run again. */
  steps = 0;
  private readonly program: Program;
  private readonly points: Points;

  constructor(program: Program, points: Points) {
    this.program = program;
    this.points = points;
  }

  /**
   * Runs the frame of `point` again up to it, checking that it does the same as before. With
   * `showsSource` the operation there is made with its call stack (which is slow, so only there).
   */
  rerun(
    point: number,
    observer: Observer,
    showsSource = false,
  ): { generator: Generated; operation: Operation<unknown> } {
    const { points } = this;
    const frame = points.frame[point];
    const depth = points.depth[point];
    const path = new Array<number>(depth + 1);
    for (let p = point, k = depth; k >= 0; k--) {
      path[k] = p;
      p = points.previous[p];
    }
    const generator = begin(frame, observer);
    let operation = points.operation[point];
    for (let k = 0; k <= depth; k++) {
      const p = path[k];
      this.steps++;
      const value = this.program.values.value(points.via(p));
      if (showsSource) observer.capture = k === depth;
      const yielded = resume(generator, observer, k === 0, value);
      observer.forget();
      const { spec } = points.operation[p];
      const again: unknown = yielded.value;
      const same = again instanceof Operation && yielded.done !== true && again.spec === spec;
      const now = same ? "" : describeNow(yielded);
      if (!same && now !== describe(spec)) {
        throw new HeddleError(
          `thread ${frame.thread.handle.name} is not deterministic: run again with the same ` +
            `values, it came to "${now}" instead of "${describe(spec)}"`,
          {
            hint:
              "a thread may use only its own locals and what yield* returns: no variable outside " +
              "that it changes, no clock, no random numbers",
            position: firstUserFrame(
              (yielded.done === true ? null : yielded.value.stack) ??
                points.operation[p].stack ??
                "",
            ),
          },
        );
      }
      operation = yielded.value as Operation<unknown>;
    }
    return { generator, operation };
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
      const generator =
        previous < 0 ? begin(frame, observer) : this.rerun(previous, observer).generator;
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
    const operation = this.points.operation[point];
    let stack = operation.stack;
    if (stack === null) {
      const observer = new Observer(this.program, frame.thread, false);
      const before = this.steps;
      stack = this.rerun(point, observer, true).operation.stack ?? "";
      this.steps = before;
      operation.stack = stack;
    }
    const position = firstUserFrame(stack) ?? this.callerPosition(frame);
    return { position, chain: callChain(stack) };
  }
}

function describeNow(yielded: IteratorResult<unknown, unknown>): string {
  if (yielded.done === true) return "returned";
  return yielded.value instanceof Operation ? describe(yielded.value.spec) : String(yielded.value);
}
