/**
 * The records of finished states of one worker, in the format of `StateGraph`, in pieces of shared
 * memory that can be handed over without copying. No record straddles two pieces.
 */
import type { EdgeRecords, Work } from "../states/state-graph.js";
import { type SharedInts, add, sharedBytes, sharedInts } from "./atomics.js";

/** Integers of a piece, as a power of two; the longest record has 2^16 edges. */
const pieceBits = 20;
const pieceLength = 1 << pieceBits;
/** Records after which indexing yields. */
const batch = 1 << 14;

/** A piece of the records; plain data that can be posted to another worker. */
export interface Piece {
  readonly targets: SharedArrayBuffer;
  readonly agents: SharedArrayBuffer;
  readonly end: number;
}

export class Records implements EdgeRecords {
  private readonly done: Piece[] = [];
  private targets: SharedInts = sharedInts(pieceLength);
  private agents = new Uint8Array(sharedBytes(pieceLength));
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
    this.agents = new Uint8Array(sharedBytes(pieceLength));
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

/** By state, for the records of all workers; plain data that can be posted to them. */
export interface RecordIndex {
  /** Position of the last integer of the state's record; 0 for none. */
  readonly ends: SharedInts;
  /** Number of edges into the state. */
  readonly degrees: SharedInts;
}

/** An index for states with ids below `ids`, to be filled by all workers. */
export function makeIndex(ids: number): RecordIndex {
  return { ends: sharedInts(ids), degrees: sharedInts(ids) };
}

/** Enters records into an index; `first` is the number of the first piece. Others do so meanwhile. */
export function* indexRecords(
  pieces: readonly Piece[],
  first: number,
  { ends, degrees }: RecordIndex,
): Work<void> {
  for (const [p, piece] of pieces.entries()) {
    const targets: SharedInts = new Int32Array(piece.targets);
    const base = (first + p) << pieceBits;
    for (let at = piece.end, n = 1; at > 0; n++) {
      if (n % batch === 0) yield;
      const count = targets[at - 1];
      ends[targets[at - 2]] = base + at - 1;
      at -= 2;
      for (let e = 0; e < count; e++) add(degrees, targets[--at], 1);
    }
  }
}
