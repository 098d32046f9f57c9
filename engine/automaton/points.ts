/**
 * Points of frames: where thread code has yielded something. Steps and stops have an automaton node;
 * calls and checkpoints have none. Point `p` of the parallel arrays.
 */
import type { Operation } from "../scenario/operation.js";
import type { FrameInfo } from "./frame.js";
import { enlarged } from "./pair-table.js";

/** Marks the value number of a call that took no step, where that makes a difference. */
export function stepless(value: number): number {
  return -1 - value;
}

/** The value number without that mark. */
export function numberOf(value: number): number {
  return value < 0 ? -1 - value : value;
}

export class Points {
  size = 0;
  readonly frame: FrameInfo[] = [];
  readonly operation: Operation<unknown>[] = [];
  /** Point before in the same frame, -1 at its start. */
  previous = new Int32Array(256);
  /** What led here from there: a value number, marked `stepless` or not. */
  followed = new Int32Array(256);
  /** Points before it in the frame. */
  depth = new Int32Array(256);
  /** Node of a step or stop, -1 otherwise. */
  node = new Int32Array(256);
  private ofNode = new Int32Array(256);

  /** Adds a point. */
  add(
    frame: FrameInfo,
    previous: number,
    followed: number,
    operation: Operation<unknown>,
    depth: number,
  ): number {
    const point = this.size++;
    if (point === this.previous.length) {
      this.previous = enlarged(this.previous, point * 2);
      this.followed = enlarged(this.followed, point * 2);
      this.depth = enlarged(this.depth, point * 2);
      this.node = enlarged(this.node, point * 2);
    }
    this.frame.push(frame);
    this.operation.push(operation);
    this.previous[point] = previous;
    this.followed[point] = followed;
    this.depth[point] = depth;
    this.node[point] = -1;
    return point;
  }

  /** Gives a point its node. */
  setNode(point: number, node: number): void {
    if (node >= this.ofNode.length) this.ofNode = enlarged(this.ofNode, node * 2);
    this.node[point] = node;
    this.ofNode[node] = point;
  }

  /** The point of a node that is about to do a step or has stopped. */
  at(node: number): number {
    return this.ofNode[node];
  }

  /** True when a frame that has come to `point` was at `before` earlier. */
  leadsTo(before: number, point: number): boolean {
    let p = this.previous[point];
    while (p > before) p = this.previous[p]!;
    return p === before;
  }

  /** The value number that led to a point. */
  via(point: number): number {
    return numberOf(this.followed[point]);
  }

  /**
   * True when a frame has taken no step up to and with `point`; `quiet` if that is such a call.
   * Whether steps count that touch nothing shared is for the caller to say.
   */
  tookNoStep(point: number, quiet: boolean, countsAll: boolean): boolean {
    let call = quiet;
    for (let p = point; p >= 0; p = this.previous[p]!) {
      const { spec } = this.operation[p];
      if (spec.type === "step" && (countsAll || !spec.unshared)) return false;
      if (spec.type === "call" && !call) return false;
      call = this.followed[p] < 0;
    }
    return true;
  }

  /** True when the thread has taken no step before `point` that touches anything shared. */
  startsThread(point: number): boolean {
    let p = point;
    while (this.tookNoStep(this.previous[p], this.followed[p] < 0, false)) {
      p = this.frame[p].call;
      if (p < 0) return true;
    }
    return false;
  }

  /** True when no step of the atomic block that `point` is in comes before it. */
  startsAtomicBlock(point: number): boolean {
    for (let p = point; this.tookNoStep(this.previous[p], this.followed[p] < 0, true);) {
      const { startsAtomic, call } = this.frame[p];
      if (startsAtomic) return true;
      p = call;
    }
    return false;
  }
}
