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
  /** Three integers a place, padded to four: both keys, and one more than the entry; 0 for none. */
  private places: Int32Array;
  private mask: number;

  constructor(capacity = 64) {
    let n = 16;
    while (n < capacity * 2) n *= 2;
    this.places = new Int32Array(4 * n);
    this.mask = 4 * (n - 1);
    this.first = new Int32Array(n >> 1);
    this.second = new Int32Array(n >> 1);
  }

  /** The entry of (a, b), or -1. */
  find(a: number, b: number): number {
    const { places, mask } = this;
    let i = (hash(a, b) << 2) & mask;
    for (;;) {
      const entry = places[i + 2];
      if (entry === 0) return -1;
      if (places[i] === a && places[i + 1] === b) return entry - 1;
      i = (i + 4) & mask;
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
    const { places, mask } = this;
    const a = this.first[entry];
    const b = this.second[entry];
    let i = (hash(a, b) << 2) & mask;
    while (places[i + 2] !== 0) i = (i + 4) & mask;
    places[i] = a;
    places[i + 1] = b;
    places[i + 2] = entry + 1;
  }

  private grow(): void {
    const n = (this.mask >> 2) + 1;
    this.places = new Int32Array(8 * n);
    this.mask = 4 * (2 * n - 1);
    this.first = enlarged(this.first, n);
    this.second = enlarged(this.second, n);
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
