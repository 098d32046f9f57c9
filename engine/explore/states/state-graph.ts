/**
 * The explored state graph, one record per state in the order in which the depth-first search
 * finished them (so a state comes after all its successors unless there is a cycle). Read
 * backwards it is a topological order from the initial state.
 *
 * A record is the targets of the state's edges in the order of its moves, then the state's id, then
 * the number of edges. `agents` runs parallel: who makes each edge's move.
 */
import { enlarged } from "../../automaton/pair-table.js";
import { grown } from "./fingerprint-set.js";
import { PathCounts } from "./path-counts.js";

/** Who moves along an edge: the lane in bits 0-5 and these flags. */
export const enum Agent {
  Lane = 63,
  /** A local step: not a scheduling decision. */
  Local = 64,
  /** The lane's store buffer. */
  Flush = 128,
}

/**
 * Work in pieces of about a millisecond: it yields between them, so that it can be cancelled and
 * others get their turn.
 */
export type Work<T> = Generator<undefined, T>;

/** Does all of a piece of work at once. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Takes the records of finished states. */
export interface EdgeRecords {
  /** Appends the record of state `id`: its edges are those from `from` to `to`. */
  add(id: number, targets: Int32Array, agents: Uint8Array, from: number, to: number): void;
  /** Bytes held. */
  readonly bytes: number;
}

/** Records after which a pass over the graph yields. */
const piece = 1 << 14;

const firstLength = 4096;

/** Integers that are allocated for so many. */
function capacityFor(length: number): number {
  let capacity = firstLength;
  while (capacity < length) capacity = grown(capacity);
  return capacity;
}

/** Bytes of a graph whose records have so many integers; without its index. */
export function graphBytes(length: number): number {
  return capacityFor(length) * 5;
}

export class StateGraph implements EdgeRecords {
  private targets: Int32Array = new Int32Array(firstLength);
  private agents: Uint8Array = new Uint8Array(firstLength);
  private end = 0;
  /** Position after the record of each state; built on demand. */
  private offsets: Int32Array | null = null;
  /** What the first pass over all paths has counted: it is asked for again and again. */
  private firstPass: PathCounts | null = null;

  /**
   * A graph of records that are there already and fill these arrays; `firstPass` has counted its
   * paths; null where nobody has.
   */
  static of(targets: Int32Array, agents: Uint8Array, firstPass: PathCounts | null): StateGraph {
    const graph = new StateGraph();
    graph.targets = targets;
    graph.agents = agents;
    graph.end = targets.length;
    graph.firstPass = firstPass;
    return graph;
  }

  /** Appends the record of a finished state. */
  add(id: number, targets: Int32Array, agents: Uint8Array, from: number, to: number): void {
    const count = to - from;
    let at = this.end;
    this.end += count + 2;
    if (this.end > this.targets.length) {
      const length = capacityFor(this.end);
      this.targets = enlarged(this.targets, length);
      this.agents = enlarged(this.agents, length);
    }
    for (let i = from; i < to; i++, at++) {
      this.targets[at] = targets[i]!;
      this.agents[at] = agents[i]!;
    }
    this.targets[at] = id;
    this.targets[at + 1] = count;
  }

  /** Appends every record to others. */
  copyTo(records: EdgeRecords): void {
    for (let at = this.end; at > 0;) {
      const first = at - 2 - this.targets[at - 1];
      records.add(this.targets[at - 2], this.targets, this.agents, first, at - 2);
      at = first;
    }
  }

  /** Bytes held by a graph that was built by `add`, whichever way this one was. */
  get bytes(): number {
    return graphBytes(this.end) + (this.offsets?.byteLength ?? 0);
  }

  /** Makes edges findable by state; `states` is the number of states. */
  *index(states: number): Work<void> {
    if (this.offsets !== null) return;
    const offsets = new Int32Array(states);
    let at = this.end;
    for (let n = 1; at > 0; n++) {
      if (n % piece === 0) yield;
      offsets[this.targets[at - 2]] = at;
      at -= this.targets[at - 1] + 2;
    }
    this.offsets = offsets;
  }

  /** Number of edges of a state. Needs `index`. */
  degree(id: number): number {
    return this.targets[this.offsets![id] - 1];
  }

  /** Where the edges of a state begin, for `target` and `agent`. Needs `index`. */
  first(id: number): number {
    const at = this.offsets![id];
    return at - 2 - this.targets[at - 1];
  }

  target(edge: number): number {
    return this.targets[edge];
  }

  agent(edge: number): number {
    return this.agents[edge];
  }

  /**
   * Numbers of paths from the initial state to every state of an acyclic graph, as pass number `pass`
   * counts them. Paths end at states of `cut` (a bit set) and are not counted beyond.
   */
  *paths(pass: number, states: number, cut: Uint32Array | null): Work<PathCounts> {
    if (pass === 0 && cut === null && this.firstPass !== null) return this.firstPass;
    const counts = new PathCounts(pass, states);
    counts.begin();
    const { targets } = this;
    let at = this.end;
    for (let record = 1; at > 0; record++) {
      if (record % piece === 0) yield;
      const id = targets[at - 2];
      const end = at - 2;
      at = end - targets[at - 1];
      if (cut === null || !inSet(cut, id)) counts.spread(id, targets, at, end);
    }
    if (pass === 0 && cut === null) this.firstPass = counts;
    return counts;
  }

  /**
   * Upper bound of the logarithm (base 2) of the number of paths from the initial state, however
   * many there are: the largest sum of log2(degree) along a path.
   */
  *pathBits(states: number): Work<number> {
    const bits = new Float64Array(states);
    const { targets } = this;
    let at = this.end;
    let most = 0;
    for (let n = 1; at > 0; n++) {
      if (n % piece === 0) yield;
      const degree = targets[at - 1];
      const first = at - 2 - degree;
      const reached = bits[targets[at - 2]] + Math.log2(Math.max(1, degree));
      most = Math.max(most, reached);
      for (let e = first; e < first + degree; e++) {
        bits[targets[e]] = Math.max(bits[targets[e]], reached);
      }
      at = first;
    }
    return most + 2;
  }
}

/** Membership in a bit set. */
export function inSet(set: Uint32Array, id: number): boolean {
  return (set[id >>> 5] & (1 << (id & 31))) !== 0;
}

/** Adds to a bit set that may have to grow; returns it. */
export function addToSet(set: Uint32Array<ArrayBuffer>, id: number): Uint32Array<ArrayBuffer> {
  let bits = set;
  if (id >>> 5 >= bits.length) {
    bits = new Uint32Array(Math.max(64, (id >>> 5) * 2));
    bits.set(set);
  }
  bits[id >>> 5] |= 1 << (id & 31);
  return bits;
}
