/** How much a search has found at each depth: one counter for each, cheap enough for its inner loop. */

/** Counts by depth, from the initial state on, several depths together where there are many. */
export interface DepthCounts {
  /** Depths that one count is about. */
  readonly step: number;
  /** `counts[i]` is about the depths from `i * step` on; ends with a count that is not zero. */
  readonly counts: readonly number[];
}

/** Counts that are told at most. */
const most = 64;

/** See the head of this file. */
export class DepthCounter {
  private counts = new Int32Array(256);
  private deepest = -1;

  /** Counts one more at a depth. */
  add(depth: number): void {
    if (depth > this.deepest) this.deepen(depth);
    this.counts[depth]++;
  }

  /** What was counted so far. */
  get summary(): DepthCounts {
    const depths = this.deepest + 1;
    const step = Math.max(1, Math.ceil(depths / most));
    const counts = new Array<number>(Math.ceil(depths / step)).fill(0);
    for (let depth = 0; depth < depths; depth++) {
      counts[Math.floor(depth / step)] += this.counts[depth];
    }
    return { step, counts };
  }

  private deepen(depth: number): void {
    this.deepest = depth;
    if (depth < this.counts.length) return;
    const counts = new Int32Array(Math.max(depth + 1, this.counts.length * 2));
    counts.set(this.counts);
    this.counts = counts;
  }
}
