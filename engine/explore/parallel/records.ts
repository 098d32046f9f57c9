/**
 * The records of finished states of one worker, in the format of `StateGraph`, in pieces of shared
 * memory that can be handed over without copying. No record straddles two pieces.
 */
import type { EdgeRecords } from "../states/state-graph.js";
import { type SharedInts, add, sharedInts } from "./atomics.js";

/** Integers of a piece, as a power of two; the longest record has 2^16 edges. */
const pieceBits = 20;
const pieceLength = 1 << pieceBits;

/** A piece of the records; plain data that can be posted to another worker. */
export interface Piece {
  readonly targets: SharedArrayBuffer;
  readonly agents: SharedArrayBuffer;
  readonly end: number;
}

export class Records implements EdgeRecords {
  private readonly done: Piece[] = [];
  private targets: SharedInts = sharedInts(pieceLength);
  private agents = new Uint8Array(new SharedArrayBuffer(pieceLength));
  private end = 0;
  /** Number of edges. */
  edges = 0;

  add(id: number, targets: Int32Array, agents: Uint8Array, from: number, to: number): void {
    const count = to - from;
    this.edges += count;
    if (this.end + count + 2 > pieceLength) this.nextPiece();
    let at = this.end;
    for (let i = from; i < to; i++, at++) {
      this.targets[at] = targets[i]!;
      this.agents[at] = agents[i]!;
    }
    this.targets[at] = id;
    this.targets[at + 1] = count;
    this.end = at + 2;
  }

  private nextPiece(): void {
    this.done.push(this.piece());
    this.targets = sharedInts(pieceLength);
    this.agents = new Uint8Array(new SharedArrayBuffer(pieceLength));
    this.end = 0;
  }

  private piece(): Piece {
    return { targets: this.targets.buffer, agents: this.agents.buffer, end: this.end };
  }

  get bytes(): number {
    return (this.done.length + 1) * pieceLength * 5;
  }

  /** Everything recorded so far. */
  get pieces(): Piece[] {
    return [...this.done, this.piece()];
  }
}

/** In which piece of a list a position is. */
export const pieceOf = (position: number): number => position >>> pieceBits;
/** Where a position is in its piece. */
export const withinPiece = (position: number): number => position & (pieceLength - 1);

/**
 * Notes where the record of each state ends and counts the edges into each state.
 *
 * @param before number of pieces of other workers that come before these
 * @param ends position of the last integer of each state's record, by id; 0 for none
 * @param degrees edges into each state, by id; other workers count into it at the same time
 */
export function indexRecords(
  pieces: readonly Piece[],
  before: number,
  ends: SharedInts,
  degrees: SharedInts,
): void {
  pieces.forEach((piece, p) => {
    const targets: SharedInts = new Int32Array(piece.targets);
    const base = (before + p) << pieceBits;
    for (let at = piece.end; at > 0;) {
      const count = targets[at - 1];
      ends[targets[at - 2]] = base + at - 1;
      at -= 2;
      for (let e = 0; e < count; e++) add(degrees, targets[--at], 1);
    }
  });
}
