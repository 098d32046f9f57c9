import { addToSet, inSet } from "../states/state-graph.js";

type BitSet = Uint32Array<ArrayBuffer>;

/** Numbers states densely: ids that were handed out and not used go to the states at the end. */
export class Renumbering {
  readonly ids: number;
  readonly states: number;
  /** Ids that were not used, as a bit set. */
  private readonly unused: BitSet;
  /** New ids of the states with ids from `states` on. */
  private readonly moved: Int32Array;

  constructor(ids: number, unusedIds: readonly number[]) {
    this.ids = ids;
    this.states = ids - unusedIds.length;
    this.unused = new Uint32Array((ids >>> 5) + 1);
    for (const id of unusedIds) addToSet(this.unused, id);
    this.moved = new Int32Array(ids - this.states);
    const free = unusedIds.filter((id) => id < this.states).values();
    for (let id = this.states; id < ids; id++) {
      if (this.isUsed(id)) this.moved[id - this.states] = free.next().value!;
    }
  }

  /** Whether an id is that of a state. */
  isUsed(id: number): boolean {
    return !inSet(this.unused, id);
  }

  /** The new id of a state. */
  of(id: number): number {
    return id < this.states ? id : this.moved[id - this.states];
  }

  /** Adds a set of states to another one. */
  addAll(to: BitSet, from: BitSet): BitSet {
    let set = to;
    for (let word = 0; word < from.length; word++) {
      if (from[word] === 0) continue;
      if (32 * word + 32 <= this.states) {
        if (word >= set.length) set = withRoomFor(set, 32 * word);
        set[word] |= from[word];
        continue;
      }
      for (let id = 32 * word; id < 32 * word + 32; id++) {
        if (inSet(from, id)) set = addToSet(set, this.of(id));
      }
    }
    return set;
  }
}

/** The set, with room for a member. */
function withRoomFor(set: BitSet, id: number): BitSet {
  const bits: BitSet = new Uint32Array(Math.max(64, (id >>> 5) * 2));
  bits.set(set);
  return bits;
}
