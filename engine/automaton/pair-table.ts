/**
 * A map from pairs of 32-bit integers to dense entry numbers 0, 1, 2, ... in order of insertion.
 * Open addressing with linear probing; the caller keeps what belongs to an entry in arrays of its
 * own. This is the inner loop's lookup, hence typed arrays and no objects.
 */
export class PairTable {
  /** First and second key of each entry. */
  first: Int32Array;
  second: Int32Array;
  /** Number of entries. */
  size = 0;
  private slots: Int32Array;
  private mask: number;

  constructor(capacity = 64) {
    let n = 16;
    while (n < capacity * 2) n *= 2;
    this.slots = new Int32Array(n).fill(-1);
    this.mask = n - 1;
    this.first = new Int32Array(n >> 1);
    this.second = new Int32Array(n >> 1);
  }

  /** The entry of (a, b), or -1. */
  find(a: number, b: number): number {
    const { slots, mask, first, second } = this;
    let i = hash(a, b) & mask;
    for (;;) {
      const entry = slots[i];
      if (entry < 0) return -1;
      if (first[entry] === a && second[entry] === b) return entry;
      i = (i + 1) & mask;
    }
  }

  /** Adds (a, b), which must be absent, and returns its entry. */
  add(a: number, b: number): number {
    if (this.size === this.first.length) this.grow();
    const entry = this.size++;
    this.first[entry] = a;
    this.second[entry] = b;
    this.place(entry);
    return entry;
  }

  private place(entry: number): void {
    let i = hash(this.first[entry], this.second[entry]) & this.mask;
    while (this.slots[i] >= 0) i = (i + 1) & this.mask;
    this.slots[i] = entry;
  }

  private grow(): void {
    const n = this.slots.length * 2;
    this.slots = new Int32Array(n).fill(-1);
    this.mask = n - 1;
    this.first = enlarged(this.first, n >> 1);
    this.second = enlarged(this.second, n >> 1);
    for (let entry = 0; entry < this.size; entry++) this.place(entry);
  }
}

function hash(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

/** A copy of a typed array with room for `length` elements, the new ones `fill`. */
export function enlarged<A extends Int32Array | Uint8Array | Uint16Array>(
  old: A,
  length: number,
  fill = 0,
): A {
  const copy = new (old.constructor as new (length: number) => A)(length);
  copy.set(old);
  if (fill !== 0) copy.fill(fill, old.length);
  return copy;
}
