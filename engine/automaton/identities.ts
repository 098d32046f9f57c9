/**
 * What each generator step is, whenever it was run: a hash of the activation that it belongs to and
 * of the values that led there. What a thread does next depends on nothing else.
 */
import { type Hash, HashList, hashOf, hashText } from "./canonical-hash.js";
import type { Checkpoints } from "./checkpoints.js";
import type { FrameInfo } from "./frame.js";
import { enlarged } from "./pair-table.js";
import { type Points, numberOf } from "./points.js";
import type { Program } from "./program.js";

export class Identities {
  private readonly program: Program;
  private readonly points: Points;
  private readonly checkpoints: Checkpoints;
  /** By point: the step that led to it, and what goes on there (another one after a checkpoint). */
  private readonly steps = new HashList(() => this.hashPoints());
  private readonly futures = new HashList(() => this.hashPoints());
  private readonly frames: Hash[] = [];
  /** Steps by which a frame returned: its number `n`, the point before in `2n`, what followed. */
  private readonly endFrames: FrameInfo[] = [];
  private readonly ends: number[] = [];

  constructor(program: Program, points: Points, checkpoints: Checkpoints) {
    this.program = program;
    this.points = points;
    this.checkpoints = checkpoints;
  }

  /** The hash of a node that is about to do a step or has stopped. */
  ofNode(node: number): Hash {
    return this.futures.at(this.points.at(node));
  }

  /** Notes that a frame returned after `point` (-1: at once) once `followed` was met. */
  noteEnd(frame: FrameInfo, point: number, followed: number): void {
    this.endFrames.push(frame);
    this.ends.push(point, followed);
  }

  /** Points at which a frame returned. */
  get endCount(): number {
    return this.endFrames.length;
  }

  /** The hashes of all generator steps run so far, low and high half by turns. */
  ofSteps(): Int32Array {
    const { endFrames, ends, points, steps } = this;
    const first = 2 * points.size;
    if (points.size > 0) steps.hold(points.size - 1);
    const halves = enlarged(steps.halves.subarray(0, first), first + ends.length);
    endFrames.forEach((frame, i) => {
      const { low, high } = this.step(frame, ends[2 * i], ends[2 * i + 1]);
      halves[first + 2 * i] = low;
      halves[first + 2 * i + 1] = high;
    });
    return halves;
  }

  private hashPoints(): void {
    const { points, steps, futures } = this;
    while (steps.size < points.size) {
      const point = steps.size;
      const step = this.step(points.frame[point], points.previous[point], points.followed[point]);
      steps.push(step);
      const { type } = points.operation[point].spec;
      futures.push(type === "checkpoint" ? this.atCheckpoint(point) : step);
    }
  }

  /** The step of a frame after `point` (-1: its first), given what followed. */
  private step(frame: FrameInfo, point: number, followed: number): Hash {
    const before = point < 0 ? this.ofFrame(frame) : this.futures.at(point);
    const value = this.program.values.hashes.at(numberOf(followed));
    return hashOf(before, value, followed < 0 ? 1 : 0);
  }

  private atCheckpoint(point: number): Hash {
    const { program, checkpoints, points } = this;
    const locals = program.values.hashes.at(checkpoints.locals(point));
    const site = hashText(checkpoints.siteText(point));
    const frame = this.ofFrame(points.frame[point]);
    return hashOf(hashText("checkpoint"), frame, locals, site, checkpoints.lead(point));
  }

  private ofFrame({ id, call, thread, variant }: FrameInfo): Hash {
    return (this.frames[id] ??=
      call < 0
        ? hashOf(hashText("thread"), thread.handle.slot, variant)
        : hashOf(hashText("call"), this.futures.at(call)));
  }
}
