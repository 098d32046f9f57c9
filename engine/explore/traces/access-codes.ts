/**
 * What an event touches, as one number, and when two events conflict.
 *
 * Accesses are to *chains*: one for each location, and one for each set of locations whose writes
 * must stay in order for a property's sake. An event with a single access has the code
 * `chain * 4 + use`, one without any `noAccess`, one with several `-2 - list`, where equal lists
 * have equal numbers. So comparing two events is arithmetic in the common case.
 */
import { PairTable, enlarged } from "../../automaton/pair-table.js";
import { Use } from "../../memory/machine.js";

/** The code of an event that touches nothing. */
export const noAccess = -1;

export class AccessCodes {
  /** Number of chains. */
  chains = 0;
  /** Slot of each chain, -1 for one that is not a location. */
  chainSlot = new Int32Array(64);
  /** Single accesses of list `l`: `items[listStart[l] .. listStart[l + 1])`, sorted. */
  items = new Int32Array(64);
  listStart = new Int32Array(64);
  private lists = 0;
  private slotChain = new Int32Array(64).fill(-1);
  /** Lists as paths: (entry of the prefix + 1, next access) to an entry. */
  private readonly paths = new PairTable(64);
  private listOfPath = new Int32Array(64).fill(-1);
  private gathered = new Int32Array(16);
  private count = 0;

  /** Adds a chain; `slot` is -1 unless it is a location. */
  newChain(slot: number): number {
    const chain = this.chains++;
    if (chain === this.chainSlot.length) this.chainSlot = enlarged(this.chainSlot, chain * 2);
    this.chainSlot[chain] = slot;
    return chain;
  }

  /** The chain of a location. */
  chainOf(slot: number): number {
    if (slot >= this.slotChain.length) this.slotChain = enlarged(this.slotChain, slot * 2, -1);
    const known = this.slotChain[slot];
    if (known >= 0) return known;
    return (this.slotChain[slot] = this.newChain(slot));
  }

  /** Begins to gather the accesses of an event. */
  begin(): void {
    this.count = 0;
  }

  /** Adds an access; two to one chain become one that conflicts with whatever either does. */
  add(chain: number, use: number): void {
    const { gathered } = this;
    for (let i = 0; i < this.count; i++) {
      const other = gathered[i];
      if (other >> 2 !== chain) continue;
      if ((other & 3) !== use) gathered[i] = (chain << 2) | Use.Write;
      return;
    }
    if (this.count === gathered.length) this.gathered = enlarged(gathered, this.count * 2);
    this.gathered[this.count++] = (chain << 2) | use;
  }

  /** The code of what has been gathered. */
  end(): number {
    const { count, gathered } = this;
    if (count === 0) return noAccess;
    if (count === 1) return gathered[0];
    let path = -1;
    const sorted = gathered.subarray(0, count).sort();
    for (let i = 0; i < count; i++) {
      const known = this.paths.find(path + 1, sorted[i]);
      path = known >= 0 ? known : this.paths.add(path + 1, sorted[i]);
    }
    if (path >= this.listOfPath.length) this.listOfPath = enlarged(this.listOfPath, path * 2, -1);
    const known = this.listOfPath[path];
    return -2 - (known >= 0 ? known : (this.listOfPath[path] = this.addList(sorted)));
  }

  private addList(sorted: Int32Array): number {
    const list = this.lists++;
    if (list + 2 > this.listStart.length) this.listStart = enlarged(this.listStart, list * 2);
    const start = this.listStart[list];
    const end = start + sorted.length;
    if (end > this.items.length) this.items = enlarged(this.items, end * 2);
    this.items.set(sorted, start);
    this.listStart[list + 1] = end;
    return list;
  }

  /** True when two events may not be swapped because of what they touch. */
  conflict(a: number, b: number): boolean {
    if (a >= 0 && b >= 0) return a >> 2 === b >> 2 && (a !== b || (a & 3) === Use.Write);
    if (a === noAccess || b === noAccess) return false;
    return this.listsConflict(a, b);
  }

  private listsConflict(a: number, b: number): boolean {
    const { items, listStart } = this;
    if (a >= 0) return this.inConflict(b, a);
    if (b >= 0) return this.inConflict(a, b);
    let i = listStart[-2 - a];
    let k = listStart[-2 - b];
    const iEnd = listStart[-1 - a];
    const kEnd = listStart[-1 - b];
    while (i < iEnd && k < kEnd) {
      const x = items[i];
      const y = items[k];
      if (x >> 2 === y >> 2) {
        if (x !== y || (x & 3) === Use.Write) return true;
        i++;
        k++;
      } else if (x < y) i++;
      else k++;
    }
    return false;
  }

  /** Whether a list conflicts with a single access. */
  private inConflict(list: number, single: number): boolean {
    const { items, listStart } = this;
    const end = listStart[-1 - list];
    for (let i = listStart[-2 - list]; i < end; i++) {
      const x = items[i];
      if (x >> 2 === single >> 2) return x !== single || (x & 3) === Use.Write;
    }
    return false;
  }
}
