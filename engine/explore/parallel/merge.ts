/**
 * Puts together what the workers of a search have found, as if one of them had found it all. What
 * is read off a search depends neither on how states are numbered nor on the order of records, but
 * records must be in topological order (Kahn 1962) where the graph has one.
 */
import type { Machine } from "../../memory/machine.js";
import { collisionProbability, fingerprintBytes } from "../states/fingerprint-set.js";
import { StateGraph, type Work, addToSet, inSet } from "../states/state-graph.js";
import type {
  EndState,
  FailureKind,
  ScheduleKey,
  Searched,
  StateLimits,
} from "../states/state-search.js";
import type { SharedInts } from "./atomics.js";
import { type Part, decodeEnds } from "./part.js";
import { type RecordIndex, pieceOf, withinPiece } from "./records.js";

type BitSet = Uint32Array<ArrayBuffer>;

/** Records after which the merging of graphs yields. */
const batch = 1 << 14;

/** Numbers states densely: ids that were handed out and not used go to the states at the end. */
class Renumbering {
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

  isUsed(id: number): boolean {
    return !inSet(this.unused, id);
  }

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

/** Parts of all workers, put together. */
export class Merged implements Searched {
  readonly machine: Machine;
  readonly limits: StateLimits;
  readonly visited: { readonly size: number; readonly collisionProbability: number };
  graph: StateGraph | null = null;
  readonly transitions: number;
  readonly trueIn: readonly BitSet[];
  readonly trueStates: Int32Array;
  readonly falseStates: Int32Array;
  readonly ends: EndState[];
  readonly outcomes: string[] = [];
  readonly failed = new Map<FailureKind, BitSet>();
  cyclic = false;
  readonly firstSchedule = new Map<ScheduleKey, Int32Array>();
  private readonly parts: readonly Part[];
  private readonly renumbering: Renumbering;

  /** The leader's part comes first. `ids` is how many ids were handed out. */
  constructor(machine: Machine, limits: StateLimits, parts: readonly Part[], ids: number) {
    this.machine = machine;
    this.limits = limits;
    this.parts = parts;
    const renumbering = new Renumbering(
      ids,
      parts.flatMap(({ unusedIds }) => unusedIds),
    );
    const size = renumbering.states;
    this.renumbering = renumbering;
    this.visited = { size, collisionProbability: collisionProbability(size) };
    this.transitions = parts.reduce((sum, part) => sum + part.transitions, 0);
    this.trueStates = sumOf(parts.map(({ trueStates }) => trueStates));
    this.falseStates = sumOf(parts.map(({ falseStates }) => falseStates));
    this.trueIn = parts[0].trueIn.map((_, p) => this.union(parts.map(({ trueIn }) => trueIn[p])));
    this.ends = parts.flatMap((part) => this.endsOf(part));
    for (const kind of ["assert", "error"] as const) {
      const sets = parts.flatMap(({ failed }) => failed.get(kind) ?? []);
      if (sets.length > 0) this.failed.set(kind, this.union(sets));
    }
    for (const { firstSchedule } of parts) {
      for (const [key, moves] of firstSchedule) {
        if (!this.firstSchedule.has(key)) this.firstSchedule.set(key, moves);
      }
    }
  }

  /** What a single search of these states would hold. */
  get bytes(): number {
    return fingerprintBytes(this.visited.size) + (this.graph?.bytes ?? 0);
  }

  private union(sets: readonly BitSet[]): BitSet {
    return sets.reduce((all, set) => this.renumbering.addAll(all, set), new Uint32Array(64));
  }

  private endsOf(part: Part): EndState[] {
    const numbers = part.outcomes.map((text) => {
      const known = this.outcomes.indexOf(text);
      return known >= 0 ? known : this.outcomes.push(text) - 1;
    });
    return decodeEnds(part, (id) => this.renumbering.of(id), numbers);
  }

  /**
   * Builds the graph and finds out whether it has cycles.
   *
   * @param index filled by all workers; used up
   */
  *buildGraph({ ends: recordEnds, degrees }: RecordIndex): Work<void> {
    const pieces: { targets: SharedInts; agents: Uint8Array }[] = [];
    let length = 0;
    for (const { pieces: of, firstPiece } of this.parts) {
      of.forEach(({ targets, agents, end }, p) => {
        pieces[firstPiece + p] = {
          targets: new Int32Array(targets),
          agents: new Uint8Array(agents),
        };
        length += end;
      });
    }
    const { renumbering } = this;
    const { ids } = renumbering;
    // A search that was stopped has states that nobody began to explore.
    for (let id = 0; id < ids; id++) {
      if (recordEnds[id] === 0 && renumbering.isUsed(id)) length += 2;
    }
    const targets = new Int32Array(length);
    const agents = new Uint8Array(length);
    let at = length;
    const ready: number[] = [];
    const written = new Uint32Array((ids >>> 5) + 1);

    /** Writes the record of a state before those already written. */
    const write = (id: number): void => {
      written[id >>> 5] |= 1 << (id & 31);
      const last = recordEnds[id];
      if (last === 0) {
        at -= 2;
        targets[at] = renumbering.of(id);
        return;
      }
      const piece = pieces[pieceOf(last)];
      const end = withinPiece(last) - 1;
      const count = piece.targets[end + 1];
      at -= count + 2;
      for (let e = 0; e < count; e++) {
        const target = piece.targets[end - count + e];
        targets[at + e] = renumbering.of(target);
        agents[at + e] = piece.agents[end - count + e];
        if (--degrees[target] === 0) ready.push(target);
      }
      targets[at + count] = renumbering.of(id);
      targets[at + count + 1] = count;
    };

    if (degrees[0] === 0) ready.push(0);
    for (let n = 1, id = ready.pop(); id !== undefined; id = ready.pop(), n++) {
      if (n % batch === 0) yield;
      write(id);
    }
    for (let id = 0; id < ids; id++) {
      if (inSet(written, id) || !renumbering.isUsed(id)) continue;
      this.cyclic = true;
      write(id);
      if (id % batch === 0) yield;
    }
    this.graph = StateGraph.of(targets, agents);
  }
}

function sumOf(lists: readonly Int32Array[]): Int32Array {
  const sum = new Int32Array(lists[0].length);
  for (const list of lists) list.forEach((n, i) => (sum[i] += n));
  return sum;
}
