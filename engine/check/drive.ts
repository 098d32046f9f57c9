/**
 * Runs a search in slices of a few milliseconds, so that it can be cancelled, report progress and
 * keep to its time budget without looking at the clock in its inner loop.
 */
import { guarded } from "../automaton/determinism.js";
import type { Work } from "../explore/states/state-graph.js";
import type { Host, Progress } from "./host.js";

/** A search that can be run a bit at a time. */
export interface Sliceable {
  /** Does about `work` units of work; true when the search is over. */
  run(work: number): boolean;
}

/** Milliseconds between two looks at the clock, roughly. */
const sliceTime = 8;
/** Milliseconds after which other work (timers, messages) gets its turn. */
const turnTime = 25;
const progressTime = 100;

/** How a search ended, as far as the driver is concerned. */
export type DriveEnd = "done" | "paused" | "time" | "cancelled";

/** The clock of one check, shared by its searches. */
export class Driver {
  private readonly host: Host;
  private readonly begun: number;
  private readonly deadline: number;
  private lastTurn: number;
  private lastProgress: number;
  private slice = 200;

  /** `seconds` is the time budget of the whole check, undefined for none. */
  constructor(host: Host, seconds: number | undefined) {
    this.host = host;
    this.begun = host.now();
    this.deadline = seconds === undefined ? Infinity : this.begun + seconds * 1000;
    this.lastTurn = this.begun;
    this.lastProgress = this.begun;
  }

  /** Milliseconds since the check began. */
  get elapsed(): number {
    return this.host.now() - this.begun;
  }

  /**
   * Does work that comes in pieces, beyond the deadline if need be; null when the user cancels it.
   */
  async complete<T>(work: Work<T>): Promise<T | null> {
    let turn = this.host.now();
    for (;;) {
      const step = guarded(() => work.next());
      if (step.done === true) return step.value;
      const now = this.host.now();
      if (now - turn >= sliceTime * 2) {
        await this.host.pause();
        turn = this.host.now();
        if (this.host.cancelled()) return null;
      }
    }
  }

  /**
   * Runs until the search is over or `enough()` says to pause it. One that took long enough to be
   * told of is told of once more at its end.
   */
  async drive(
    search: Sliceable,
    progress: () => Omit<Progress, "ms">,
    enough: () => boolean = () => false,
  ): Promise<DriveEnd> {
    const begun = this.lastProgress;
    const end = await this.driveOn(search, progress, enough);
    if (end !== "paused" && this.lastProgress > begun) {
      this.host.progress({ ...progress(), ms: this.elapsed });
    }
    return end;
  }

  private async driveOn(
    search: Sliceable,
    progress: () => Omit<Progress, "ms">,
    enough: () => boolean,
  ): Promise<DriveEnd> {
    let before = this.host.now();
    for (;;) {
      if (guarded(() => search.run(this.slice))) return "done";
      const now = this.host.now();
      if (now >= this.deadline) return "time";
      if (now - before < sliceTime / 2) this.slice = Math.min(this.slice * 2, 1 << 20);
      else if (now - before > sliceTime * 2) this.slice = Math.max(100, this.slice >> 1);
      before = now;
      if (now - this.lastProgress >= progressTime) {
        this.lastProgress = now;
        this.host.progress({ ...progress(), ms: now - this.begun });
      }
      if (now - this.lastTurn >= turnTime) {
        await this.host.pause();
        before = this.host.now();
        this.lastTurn = before;
      }
      if (this.host.cancelled()) return "cancelled";
      if (enough()) return "paused";
    }
  }
}
