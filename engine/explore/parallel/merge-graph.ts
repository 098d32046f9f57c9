/**
 * Merges the records of all workers into one graph, in topological order (Kahn 1962) where it has
 * one. What is merged lies in shared memory, so that a helper can count paths right behind.
 */
import type { PathCounts } from "../states/path-counts.js";
import { StateGraph } from "../states/state-graph.js";
import { type SharedInts, sharedBytes, sharedInts } from "./atomics.js";
import { FirstPass, type SharedFirstPass } from "./first-pass.js";
import type { Part } from "./part.js";
import { type RecordIndex, pieceOf, withinPiece } from "./records.js";
import type { Renumbering } from "./renumbering.js";

export class GraphMerge {
  /** Whether the graph has cycles; known when all is written. */
  cyclic = false;
  private readonly renumbering: Renumbering;
  /** As in `RecordIndex`; -1 for a state that has been written. */
  private readonly ends: SharedInts;
  private readonly degrees: SharedInts;
  private readonly pieces: { readonly targets: SharedInts; readonly agents: Uint8Array }[] = [];
  private readonly targets: SharedInts;
  private readonly agents: Uint8Array<SharedArrayBuffer>;
  /** Where the records begin that have been written: they are written from the last to the first. */
  private at: number;
  /** States that can be written: all their predecessors have been. */
  private readonly ready: number[] = [];
  private written = 0;
  private readonly counting: FirstPass;

  /**
   * @param index filled by all workers; used up
   * @param spare memory that is used up too, in place of new one where it is large enough
   */
  constructor(
    parts: readonly Part[],
    { ends, degrees }: RecordIndex,
    renumbering: Renumbering,
    spare: SharedArrayBuffer,
  ) {
    this.renumbering = renumbering;
    this.ends = ends;
    this.degrees = degrees;
    let length = 0;
    for (const { pieces, firstPiece } of parts) {
      for (const [p, { targets, agents, end }] of pieces.entries()) {
        const views = { targets: new Int32Array(targets), agents: new Uint8Array(agents) };
        this.pieces[firstPiece + p] = views;
        length += end;
      }
    }
    // A search that was stopped has states that nobody began to explore.
    for (let id = 0; id < renumbering.ids; id++) {
      if (ends[id] === 0 && renumbering.isUsed(id)) length += 2;
    }
    this.targets = sharedInts(length);
    this.agents = new Uint8Array(sharedBytes(length));
    this.counting = new FirstPass(this.targets, renumbering.states, spare);
    this.at = length;
    if (degrees[0] === 0) this.ready.push(0);
  }

  /** For a helper that is to count the paths meanwhile. */
  get firstPass(): SharedFirstPass {
    return this.counting.shared;
  }

  /** Writes the records of so many states; true when all are written. */
  run(work: number): boolean {
    for (let left = work; left > 0; left--) {
      const id = this.ready.pop();
      if (id !== undefined) this.write(id);
      else if (this.written < this.renumbering.states) this.breakCycles();
      else {
        if (this.cyclic) this.counting.giveUp();
        else this.counting.advance(0);
        return true;
      }
    }
    if (!this.cyclic) this.counting.advance(this.at);
    return false;
  }

  /** Ends the counting of paths, because nobody waits for the graph any more. */
  giveUp(): void {
    this.counting.giveUp();
  }

  /** The graph when all is written; `counted` once a helper has counted all paths. */
  graph(counted: boolean): StateGraph {
    const counts: PathCounts | null = counted ? this.counting.counts : null;
    return StateGraph.of(this.targets, this.agents, counts);
  }

  /** Writes the record of a state before those already written. */
  private write(id: number): void {
    const { renumbering, targets, agents, degrees, ready } = this;
    const last = this.ends[id];
    const state = renumbering.of(id);
    this.ends[id] = -1;
    this.written++;
    if (last === 0) {
      this.at -= 2;
      targets[this.at] = state;
      return;
    }
    const piece = this.pieces[pieceOf(last)];
    let from = withinPiece(last) - 1;
    const count = piece.targets[from + 1];
    from -= count;
    const end = this.at - 2;
    const begin = end - count;
    for (let e = begin; e < end; e++, from++) {
      const target = piece.targets[from];
      targets[e] = renumbering.of(target);
      agents[e] = piece.agents[from];
      if (--degrees[target] === 0) ready.push(target);
    }
    targets[end] = state;
    targets[end + 1] = count;
    this.at = begin;
  }

  /** Nothing is ready, though states are left: they are on cycles or behind. Any order will do. */
  private breakCycles(): void {
    const { renumbering, ends, degrees } = this;
    this.cyclic = true;
    for (let id = 0; id < renumbering.ids; id++) {
      // Below zero from here on: none becomes ready again.
      degrees[id] = 0;
      if (ends[id] !== -1 && renumbering.isUsed(id)) this.ready.push(id);
    }
  }
}
