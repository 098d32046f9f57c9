/**
 * The visited states of a search by several workers: fingerprints in open addressing, in shared
 * memory, without locks. Each state is new to exactly one worker.
 *
 * An entry is four integers: the low half of the fingerprint (0: free, so that 0 is stored as 1),
 * the high half, the state's id plus one (0: not known yet) and nothing, so that no entry straddles
 * a cache line. Who sets the low half owns the entry and fills in the rest; others with the same low
 * half wait for that.
 */
import { type VisitedStates, collisionProbability } from "../states/fingerprint-set.js";
import { type SharedInts, compareExchange, load, sharedInts, store } from "./atomics.js";
import { type Control, Phase } from "./control.js";

/** Integers an entry has. */
const width = 4;
/** Entries that are moved to a larger table in one go. */
const part = 1 << 14;
/** Part of the entries that may be in use before the table has to grow. */
const fullest = 0.7;

/** Thrown where a worker waits for one that will not answer any more. */
export class SearchStopped extends Error {}

export class SharedStates implements VisitedStates {
  fresh = false;
  private readonly control: Control;
  private table: SharedInts;
  /** Index of the last entry's first integer. */
  private mask: number;
  /** Ids from which on the table has to grow. */
  private full: number;

  constructor(control: Control, table: SharedArrayBuffer) {
    this.control = control;
    this.table = new Int32Array(table);
    this.mask = this.table.length - width;
    this.full = fullestOf(this.table);
  }

  /** A table with room for `states` states and as many again. */
  static tableFor(states: number): SharedArrayBuffer {
    let entries = part;
    while (entries * fullest < states * 2) entries *= 2;
    return sharedInts(entries * width).buffer;
  }

  /** States and, because ids are handed out in blocks, a few more. */
  get size(): number {
    return this.control.ids;
  }

  /** The memory that the states are in. */
  get memory(): SharedArrayBuffer {
    return this.table.buffer;
  }

  get bytes(): number {
    return this.table.byteLength;
  }

  get collisionProbability(): number {
    return collisionProbability(this.size);
  }

  add(low: number, high: number): number {
    const { table, mask } = this;
    const key = low === 0 ? 1 : low;
    let at = ((key ^ (high >>> 7)) << 2) & mask;
    for (;;) {
      let found = table[at];
      if (found === 0) {
        found = compareExchange(table, at, 0, key);
        if (found === 0) return this.claim(at, high, this.newId());
      }
      if (found === key) {
        const id = load(table, at + 2) || this.idIn(at + 2);
        if (table[at + 1] === high) {
          this.fresh = false;
          return id - 1;
        }
      }
      at = (at + width) & mask;
    }
  }

  /** As far as this worker's table knows: not of states that have yet to be moved to it. */
  has(low: number, high: number): boolean {
    const { table, mask } = this;
    const key = low === 0 ? 1 : low;
    for (let at = ((key ^ (high >>> 7)) << 2) & mask; ; at = (at + width) & mask) {
      const found = load(table, at);
      if (found === 0) return false;
      if (found === key && load(table, at + 1) === high) return true;
    }
  }

  /** Puts a state in that has an id already and is known to be absent. */
  insert(low: number, high: number, id: number): void {
    const { table, mask } = this;
    const key = low === 0 ? 1 : low;
    let at = ((key ^ (high >>> 7)) << 2) & mask;
    // Not read first: a page of fresh memory that is read, then written, costs an interrupt of all
    // processors when the page of zeros that was put in its place is replaced.
    while (compareExchange(table, at, 0, key) !== 0) at = (at + width) & mask;
    this.claim(at, high, id);
  }

  private claim(at: number, high: number, id: number): number {
    this.table[at + 1] = high;
    store(this.table, at + 2, id + 1);
    this.fresh = true;
    return id;
  }

  private newId(): number {
    const id = this.control.newId();
    if (id >= this.full) this.control.enter(Phase.Explore, Phase.Grow);
    return id;
  }

  /** Waits until the owner of an entry has filled in its id. */
  private idIn(at: number): number {
    for (let tries = 1; ; tries++) {
      const id = load(this.table, at);
      if (id !== 0) return id;
      if (tries % 1024 === 0 && this.control.phase === Phase.Stop) throw new SearchStopped();
    }
  }

  /** A table of twice the size. */
  larger(): SharedArrayBuffer {
    return sharedInts(this.table.length * 2).buffer;
  }

  /**
   * Goes over to a larger table and moves entries of the old one, in parts, together with all other
   * workers that do so.
   */
  moveTo(buffer: SharedArrayBuffer): void {
    const old = this.table;
    this.table = new Int32Array(buffer);
    this.mask = this.table.length - width;
    this.full = fullestOf(this.table);
    const parts = old.length / (part * width);
    for (let p = this.control.takePart(); p < parts; p = this.control.takePart()) {
      const end = (p + 1) * part * width;
      for (let at = p * part * width; at < end; at += width) {
        if (old[at] !== 0) this.insert(old[at], old[at + 1], old[at + 2] - 1);
      }
      this.control.partMoved(parts);
    }
  }
}

function fullestOf(table: Int32Array): number {
  return Math.floor((table.length / width) * fullest);
}
