/**
 * 64-bit hashes that depend on what something is and not on when it was met, so that several
 * workers that explore one scenario agree on them without exchanging numbers.
 */
import { enlarged } from "./pair-table.js";

/** Two 32-bit halves, computed independently. */
export interface Hash {
  readonly low: number;
  readonly high: number;
}

/** The hash of a list of hashes and 32-bit integers, in order. */
export function hashOf(...parts: readonly (Hash | number)[]): Hash {
  let low = 0x9e3779b9 | 0;
  let high = 0x85ebca6b | 0;
  for (const part of parts) {
    const of = typeof part === "number" ? { low: part, high: part } : part;
    low = mix(Math.imul(low, 0x27d4eb2f) ^ of.low);
    high = mix(Math.imul(high, 0x165667b1) + of.high);
  }
  return { low, high };
}

/** The hash of a text. */
export function hashText(text: string): Hash {
  let low = text.length;
  let high = ~text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x85ebca77) ^ (low >>> 15);
    high = Math.imul(high + unit, 0x27d4eb2f) ^ (high >>> 13);
  }
  return { low: mix(low), high: mix(high) };
}

/** Murmur3's 32-bit finalizer (Austin Appleby, public domain): every bit affects every bit. */
export function mix(x: number): number {
  let h = x;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * Hashes by number: `halves[2n]` and `halves[2n + 1]` are those of number n. They are made when they
 * are asked for: `fill` is called to append those of all numbers that there are.
 */
export class HashList {
  halves = new Int32Array(512);
  size = 0;
  private readonly fill: () => void;

  constructor(fill: () => void) {
    this.fill = fill;
  }

  /** Makes sure that the hash of a number is there. */
  hold(n: number): void {
    if (n >= this.size) this.fill();
  }

  /** Appends a hash, as that of the next number. */
  push({ low, high }: Hash): void {
    const at = 2 * this.size++;
    if (at === this.halves.length) this.halves = enlarged(this.halves, at * 2);
    this.halves[at] = low;
    this.halves[at + 1] = high;
  }

  /** The hash of a number. */
  at(n: number): Hash {
    this.hold(n);
    return { low: this.halves[2 * n], high: this.halves[2 * n + 1] };
  }
}
