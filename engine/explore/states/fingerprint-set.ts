/**
 * The set of visited states: dense ids in order of discovery, 8 bytes of fingerprint each, found
 * through an open-addressing index of 4-byte ids. Optionally whole states are kept and compared.
 */
import { enlarged } from "../../automaton/pair-table.js";

const firstCapacity = 1024;
/** Index load at which it doubles. */
const fullest = 0.8;

/** A set of visited states, by fingerprint. */
export interface VisitedStates {
  /** Number of states. */
  readonly size: number;
  /** True when the last `add` found a new state. */
  readonly fresh: boolean;
  /** Bytes held. */
  readonly bytes: number;
  /** Probability that two of the states share a fingerprint (birthday bound). */
  readonly collisionProbability: number;
  /** The id of a state, new (`fresh`) or known. */
  add(low: number, high: number, state: Int32Array, slots: number, initial: Int32Array): number;
  /** Whether there is a state with this fingerprint. */
  has(low: number, high: number): boolean;
}

export class FingerprintSet implements VisitedStates {
  /** Number of states. */
  size = 0;
  /** Low and high half of each fingerprint, side by side: one cache line a look-up. */
  private prints = new Int32Array(firstCapacity * 2);
  private index = new Int32Array(firstCapacity * 2);
  private mask = firstCapacity * 2 - 1;
  private readonly exact: boolean;
  private vectors = new Int32Array(0);
  private vectorEnd = new Float64Array(0);

  /** True when the last `add` found a new state. */
  fresh = false;

  constructor(exact: boolean) {
    this.exact = exact;
  }

  /** The id of a state, new (`fresh`) or known. The vector matters only with exact storage. */
  add(low: number, high: number, state: Int32Array, slots: number, initial: Int32Array): number {
    const { mask, index, prints } = this;
    let i = (low ^ (high >>> 7)) & mask;
    for (;;) {
      const id = index[i] - 1;
      if (id < 0) break;
      if (prints[2 * id] === low && prints[2 * id + 1] === high) {
        if (!this.exact || this.equal(id, state, slots, initial)) {
          this.fresh = false;
          return id;
        }
      }
      i = (i + 1) & mask;
    }
    this.fresh = true;
    const id = this.size++;
    if (2 * id === this.prints.length) this.prints = enlarged(this.prints, 2 * grown(id));
    this.prints[2 * id] = low;
    this.prints[2 * id + 1] = high;
    this.index[i] = id + 1;
    if (this.exact) this.keep(id, state, slots);
    if (this.size > this.index.length * fullest) this.rehash();
    return id;
  }

  has(low: number, high: number): boolean {
    const { mask, index, prints } = this;
    for (let i = (low ^ (high >>> 7)) & mask; ; i = (i + 1) & mask) {
      const id = index[i] - 1;
      if (id < 0) return false;
      if (prints[2 * id] === low && prints[2 * id + 1] === high) return true;
    }
  }

  /** Bytes held. */
  get bytes(): number {
    const { prints, index, vectors, vectorEnd } = this;
    return prints.byteLength + index.byteLength + vectors.byteLength + vectorEnd.byteLength;
  }

  /** Probability that two of the states share a fingerprint (birthday bound); 0 if exact. */
  get collisionProbability(): number {
    return this.exact ? 0 : collisionProbability(this.size);
  }

  /** Calls `f` for each state. */
  forEach(f: (low: number, high: number, id: number) => void): void {
    for (let id = 0; id < this.size; id++) f(this.prints[2 * id], this.prints[2 * id + 1], id);
  }

  private rehash(): void {
    this.index = new Int32Array(this.index.length * 2);
    this.mask = this.index.length - 1;
    const { index, mask, prints } = this;
    for (let id = 0; id < this.size; id++) {
      let i = (prints[2 * id] ^ (prints[2 * id + 1] >>> 7)) & mask;
      while (index[i] !== 0) i = (i + 1) & mask;
      index[i] = id + 1;
    }
  }

  private keep(id: number, state: Int32Array, slots: number): void {
    const start = id === 0 ? 0 : this.vectorEnd[id - 1];
    if (id >= this.vectorEnd.length) {
      const ends = new Float64Array(Math.max(firstCapacity, grown(id)));
      ends.set(this.vectorEnd);
      this.vectorEnd = ends;
    }
    if (start + slots > this.vectors.length) {
      this.vectors = enlarged(this.vectors, grown(start + slots + firstCapacity));
    }
    this.vectors.set(state.subarray(0, slots), start);
    this.vectorEnd[id] = start + slots;
  }

  /** Slots declared after a state was stored had their initial value in it. */
  private equal(id: number, state: Int32Array, slots: number, initial: Int32Array): boolean {
    const start = id === 0 ? 0 : this.vectorEnd[id - 1];
    const length = this.vectorEnd[id] - start;
    for (let s = 0; s < slots; s++) {
      const stored = s < length ? this.vectors[start + s] : initial[s];
      if (stored !== state[s]) return false;
    }
    return true;
  }
}

/** Bytes that a set of so many states holds, without exact storage. */
export function fingerprintBytes(states: number): number {
  let prints = firstCapacity;
  while (prints < states) prints = grown(prints);
  let index = firstCapacity * 2;
  while (states > index * fullest) index *= 2;
  return 8 * prints + 4 * index;
}

/** Probability that two of so many states share a 64-bit fingerprint (birthday bound). */
export function collisionProbability(states: number): number {
  return (states * (states - 1)) / 2 ** 65;
}

/** A larger capacity: doubling while small, by a quarter when large, to waste little. */
export function grown(size: number): number {
  return size < 1 << 16 ? size * 2 : Math.ceil(size * 1.25);
}
