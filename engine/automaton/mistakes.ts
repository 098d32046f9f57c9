/** What is said about thread code that cannot be run or does not do what a thread may do. */
import { HeddleError } from "../scenario/errors.js";
import { Operation, describe } from "../scenario/operation.js";
import { showValue } from "../scenario/value.js";
import type { FrameInfo } from "./frame.js";
import type { Observer } from "./observer.js";
import { type Points, numberOf } from "./points.js";
import type { Program } from "./program.js";
import type { Rerunner } from "./rerunner.js";
import { firstUserFrame } from "./source.js";

export class Mistakes {
  private readonly program: Program;
  private readonly points: Points;
  private readonly rerunner: Rerunner;

  constructor(program: Program, points: Points, rerunner: Rerunner) {
    this.program = program;
    this.points = points;
    this.rerunner = rerunner;
  }

  /** The error for a thread that goes on and on without a step, after `point` of a frame. */
  endless(frame: FrameInfo, point: number, followed: number): unknown {
    const name = frame.thread.handle.name;
    const error = new HeddleError(`thread ${name} goes round for ever without a step`, {
      hint: "a loop needs a step that others can come before or after: an access, a lock",
    });
    return this.rerunner.located(error, frame, point, numberOf(followed), true);
  }

  /** The error for a frame of more than `longest` steps. */
  tooLong({ thread, label }: FrameInfo, longest: number): HeddleError {
    return new HeddleError(
      `thread ${thread.handle.name} does not end: ${longest.toLocaleString("en")} steps in ${label}`,
      { hint: "put `yield* checkpoint(locals)` at the head of its retry loop" },
    );
  }

  /** Adds to an error where in the source the operation of a point is. */
  atPoint(error: unknown, point: number): unknown {
    const { frame, previous } = this.points;
    return this.rerunner.located(
      error,
      frame[point],
      previous[point],
      this.points.via(point),
      true,
    );
  }

  /** The error for what was thrown by a function that was given to the operation of a point. */
  inFunction(error: unknown, point: number): unknown {
    if (error instanceof HeddleError) return this.atPoint(error, point);
    const { spec } = this.points.operation[point];
    const wrapped = new HeddleError(
      `${describe(spec)}: the function given to it threw ${String(error)}`,
      { hint: "functions given to update, modify and await compute a value and do nothing else" },
    );
    return this.atPoint(wrapped, point);
  }

  /** Checks what a thread yielded; throws a located error unless it is a properly used operation. */
  checked(
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

  /** Throws a located error if the thread made an operation that it did not `yield*`. */
  requireNoneUnused(
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

  /**
   * Two histories merge at a checkpoint, the newer one at the point `here`, which then yielded
   * something: what it does next must be what the older one did at the node `merged`.
   */
  requireMerge(
    frame: FrameInfo,
    observer: Observer,
    yielded: IteratorResult<unknown, unknown>,
    here: number,
    merged: number,
  ): void {
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
        position: firstUserFrame(this.points.operation[here].stack ?? ""),
      },
    );
  }
}
