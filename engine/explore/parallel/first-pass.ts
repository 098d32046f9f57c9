/**
 * The first pass of counting paths, by a helper and right behind the merging: records are counted
 * from the last to the first, as they are written.
 */
import { PathCounts, pathCountsBytes } from "../states/path-counts.js";
import { type SharedInts, load, notify, sharedBytes, sharedInts, store, wait } from "./atomics.js";

/** Milliseconds that a helper waits for more records before it looks again. */
const patience = 20;
/** Instead of a position: there is no more to come. */
const givenUp = -1;

/** Plain data that can be posted to a helper. */
export interface SharedFirstPass {
  /** Records in the format of `StateGraph`. */
  readonly targets: SharedArrayBuffer;
  readonly states: number;
  readonly counts: SharedArrayBuffer;
  /** One integer: from where on there are records. */
  readonly written: SharedArrayBuffer;
}

/** The side that writes records. */
export class FirstPass {
  readonly shared: SharedFirstPass;
  private readonly written: SharedInts;

  /** @param spare memory that may be used for the numbers if there is enough of it */
  constructor(targets: SharedInts, states: number, spare: SharedArrayBuffer) {
    const bytes = pathCountsBytes(states);
    this.written = sharedInts(1);
    this.written[0] = targets.length;
    this.shared = {
      targets: targets.buffer,
      states,
      // New memory is slow at first: the system hands it out page by page.
      counts: spare.byteLength < bytes ? sharedBytes(bytes) : spare,
      written: this.written.buffer,
    };
  }

  /** Says from where on there are records; 0 when all are there. */
  advance(to: number): void {
    store(this.written, 0, to);
    notify(this.written, 0);
  }

  /** Says that there is no more to come. */
  giveUp(): void {
    this.advance(givenUp);
  }

  /** What has been counted. */
  get counts(): PathCounts {
    const { states, counts } = this.shared;
    return new PathCounts(0, states, counts);
  }
}

/** The side that counts; true when it has counted everything. */
export function countBehind({
  targets: shared,
  states,
  counts,
  written,
}: SharedFirstPass): boolean {
  const targets: SharedInts = new Int32Array(shared);
  const position: SharedInts = new Int32Array(written);
  const paths = new PathCounts(0, states, counts);
  paths.begin();
  for (let at = targets.length; at > 0;) {
    const from = load(position, 0);
    if (from === givenUp) return false;
    if (from === at) wait(position, 0, from, patience);
    while (at > from) {
      const end = at - 2;
      at = end - targets[end + 1];
      paths.spread(targets[end], targets, at, end);
    }
  }
  return true;
}
