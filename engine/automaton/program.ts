/**
 * The threads of a scenario as automata, unfolded as the search asks for them.
 *
 * A node is "this thread, after these observations", with the operation it is about to do. An edge
 * leaves a node for each combination of values that the operation met (its key) and says what is
 * written and which node follows. Exploring is walking edges; a generator runs only for a new node.
 *
 * Node `n` of the parallel arrays: `shape`, `flags`, `order`, `slot` (of `Single` and `Blind`).
 * Edge `e`, found by (node, key): `next` (or a `Target`), `write` (value number for the node's
 * slot, -1 for none), `many` (start in `writes` of a list [count, slot, value, ...], -1 for none).
 * The key of a `Single` node is the value number of its slot, of a `Blind` one 0, of a `Multi` one
 * the folded numbers of its slots' values and the alternative.
 */
import { HeddleError } from "../scenario/errors.js";
import type { Layout } from "../scenario/layout.js";
import type { Operation, Outcome, StepSpec } from "../scenario/operation.js";
import type { ThreadHandle } from "../scenario/thread.js";
import { HashList, hashOf, hashText } from "./canonical-hash.js";
import { Interner } from "./interner.js";
import { Flag, Order, Shape, Target, orderOf } from "./node.js";
import { PairTable, enlarged } from "./pair-table.js";
import { Unfolder } from "./unfolder.js";

const noOperation = null;
const nothing: readonly unknown[] = [];

export class Program {
  readonly layout: Layout;
  readonly values = new Interner();
  readonly unfolder: Unfolder;

  nodes = 0;
  shape = new Uint8Array(256);
  flags = new Uint8Array(256);
  order = new Uint8Array(256);
  slot = new Int32Array(256);
  /** Alternatives of the node's operation (1 unless `Flag.Choice`). */
  alternatives = new Uint16Array(256);
  /** The pending operation, null for a finished thread. */
  readonly operations: (Operation<unknown> | null)[] = [];
  /** Slots that a `Multi` node looks at. */
  readonly slots: (Int32Array | null)[] = [];
  /** Thread (lane) of each node, -1 for `Absent`. */
  lane = new Int32Array(256);
  /** Value number of what a finished thread returned. */
  result = new Int32Array(256);
  /** What each node is, whenever it was met. */
  readonly hashes = new HashList(() => this.hashNodes());

  readonly edges = new PairTable(1024);
  next = new Int32Array(1024);
  write = new Int32Array(1024);
  /** Value number of the operation's result. */
  returned = new Int32Array(1024);
  many = new Int32Array(1024);
  writes = new Int32Array(1024);
  private writesEnd = 0;

  private readonly folds = new PairTable(256);

  constructor(layout: Layout) {
    this.layout = layout;
    this.unfolder = new Unfolder(this);
    this.addNode(Shape.Absent, 0, Order.Direct, 0, -1, noOperation);
  }

  /** The node of a thread that has not been spawned. */
  readonly absent = 0;

  /** Adds a node without an operation: a thread that has ended. */
  addEnd(shape: Shape, lane: number, result: number, operation: Operation<unknown> | null): number {
    const node = this.addNode(shape, 0, Order.Direct, 0, lane, operation);
    this.result[node] = result;
    return node;
  }

  /** Adds a node about to do a step. */
  addStep(operation: Operation<unknown>, lane: number, fused: boolean, atomic: boolean): number {
    const spec = operation.spec as StepSpec;
    const { locations } = spec;
    const choice = spec.alternatives > 1;
    let flags = 0;
    if (fused) flags |= Flag.Fused;
    if (spec.blocking) flags |= Flag.Blocking;
    if (atomic) flags |= Flag.Atomic;
    if (choice) flags |= Flag.Choice;
    if (isLocal(spec)) flags |= Flag.Local;
    if (spec.kind === "await" && this.isThread(locations[0]?.slot)) flags |= Flag.Join;
    if (fused && (spec.blocking || choice)) {
      throw new HeddleError(`${spec.label} cannot be part of an atomic block`, {
        hint: "it may wait or has several alternatives; move it out of the block",
      });
    }
    const single = locations.length === 1 && !choice;
    const shape = !single ? Shape.Multi : spec.blind ? Shape.Blind : Shape.Single;
    const slot = locations[0]?.slot ?? 0;
    const order = orderOf(spec.ordering);
    const node = this.addNode(shape, flags, order, slot, lane, operation);
    this.alternatives[node] = spec.alternatives;
    if (shape === Shape.Multi) this.slots[node] = Int32Array.from(locations, (x) => x.slot);
    return node;
  }

  private addNode(
    shape: Shape,
    flags: number,
    order: Order,
    slot: number,
    lane: number,
    operation: Operation<unknown> | null,
  ): number {
    const node = this.nodes++;
    if (node === this.shape.length) {
      const length = node * 2;
      this.shape = enlarged(this.shape, length);
      this.flags = enlarged(this.flags, length);
      this.order = enlarged(this.order, length);
      this.slot = enlarged(this.slot, length);
      this.alternatives = enlarged(this.alternatives, length);
      this.lane = enlarged(this.lane, length);
      this.result = enlarged(this.result, length);
    }
    this.shape[node] = shape;
    this.flags[node] = flags;
    this.order[node] = order;
    this.slot[node] = slot;
    this.alternatives[node] = 1;
    this.lane[node] = lane;
    this.operations.push(operation);
    this.slots.push(null);
    return node;
  }

  private hashNodes(): void {
    const { hashes, layout, values, unfolder } = this;
    for (let node = hashes.size; node < this.nodes; node++) {
      if (node === this.absent) hashes.push(hashText("absent"));
      else if (this.operations[node] !== null) hashes.push(unfolder.identities.ofNode(node));
      else {
        const { slot } = layout.threads[this.lane[node]];
        hashes.push(hashOf(hashText("finished"), slot, values.hashes.at(this.result[node])));
      }
    }
  }

  /** True when a slot of the state vector holds the automaton node of a thread. */
  isThread(slot: number | undefined): boolean {
    return slot !== undefined && this.layout.slots[slot]?.holds === "thread";
  }

  /** What the number in a slot stands for: a value, or the status of a thread. */
  meaning(slot: number, id: number): unknown {
    if (!this.isThread(slot)) return this.values.value(id);
    const done = this.shape[id] === Shape.Finished;
    return { done, result: done ? this.values.value(this.result[id]) : undefined };
  }

  /** The key of a `Multi` node: the numbers in its slots, folded, then the alternative. */
  fold(node: number, state: Int32Array, alternative: number): number {
    const slots = this.slots[node]!;
    let key = 0;
    for (let i = 0; i < slots.length; i++) key = this.foldPair(key, state[slots[i]]);
    return alternative === 0 ? key : this.foldPair(key, -1 - alternative);
  }

  /** As `fold` for the first alternative, with given numbers instead of a state. */
  foldNumbers(numbers: ArrayLike<number>): number {
    let key = 0;
    for (let i = 0; i < numbers.length; i++) key = this.foldPair(key, numbers[i]);
    return key;
  }

  private foldPair(a: number, b: number): number {
    let entry = this.folds.find(a, b);
    if (entry < 0) entry = this.folds.add(a, b);
    return entry + 1;
  }

  /** The edge of a `Single` node for a value number, or of a `Blind` one for 0. */
  edge(node: number, key: number): number {
    const edge = this.edges.find(node, key);
    return edge >= 0 ? edge : this.evaluate(node, key, null, 0);
  }

  /** The edge of a `Multi` node in a state. */
  edgeMulti(node: number, state: Int32Array, alternative: number): number {
    const key = this.fold(node, state, alternative);
    const edge = this.edges.find(node, key);
    if (edge >= 0) return edge;
    return this.evaluate(
      node,
      key,
      Array.from(this.slots[node]!, (s) => state[s]),
      alternative,
    );
  }

  /** The edge of a `Multi` node (first alternative) for given numbers in its slots. */
  edgeFor(node: number, numbers: readonly number[]): number {
    const key = this.foldNumbers(numbers);
    const edge = this.edges.find(node, key);
    return edge >= 0 ? edge : this.evaluate(node, key, numbers, 0);
  }

  /** The node that follows an edge which is not blocked; runs the thread on if need be. */
  follow(edge: number): number {
    const known = this.next[edge];
    if (known >= 0) return known;
    const next = this.unfolder.advance(this.edges.first[edge], this.returned[edge]);
    this.next[edge] = next;
    return next;
  }

  /** Makes an edge; `numbers` are those in the node's slots, null if the key is the only one. */
  private evaluate(
    node: number,
    key: number,
    numbers: readonly number[] | null,
    alternative: number,
  ): number {
    const spec = this.operations[node]!.spec as StepSpec;
    const outcome = this.unfolder.applying(node, spec, this.met(spec, key, numbers), alternative);
    const edge = this.edges.add(node, key);
    if (edge >= this.next.length) {
      const length = edge * 2;
      this.next = enlarged(this.next, length);
      this.write = enlarged(this.write, length);
      this.returned = enlarged(this.returned, length);
      this.many = enlarged(this.many, length);
    }
    this.write[edge] = -1;
    this.many[edge] = -1;
    this.returned[edge] = 0;
    if (outcome === null) {
      if (!spec.blocking && spec.alternatives === 1) {
        throw new HeddleError(`${spec.label}: an operation that cannot wait returned null`);
      }
      this.next[edge] = Target.Blocked;
      return edge;
    }
    this.next[edge] = Target.Unknown;
    this.returned[edge] = this.values.id(outcome.result);
    this.noteWrites(node, edge, outcome);
    return edge;
  }

  /** Notes what an edge writes. */
  private noteWrites(node: number, edge: number, { writes, start }: Outcome): void {
    const count = writes?.length ?? 0;
    if (start === undefined && count === 0) return;
    if (start === undefined && count === 1 && this.shape[node] !== Shape.Multi) {
      const [location, value] = writes![0];
      if (location.slot === this.slot[node]) {
        this.write[edge] = this.values.id(value);
        return;
      }
    }
    const list: number[] = [];
    for (const [location, value] of writes ?? []) list.push(location.slot, this.values.id(value));
    if (start !== undefined) list.push(start[0], start[1]);
    this.many[edge] = this.addWrites(list);
  }

  /** What an operation finds in its locations. */
  private met(spec: StepSpec, key: number, numbers: readonly number[] | null): readonly unknown[] {
    if (spec.blind) return nothing;
    if (numbers === null) return [this.meaning(spec.locations[0].slot, key)];
    return spec.locations.map((x, i) => this.meaning(x.slot, numbers[i]));
  }

  private addWrites(list: readonly number[]): number {
    const start = this.writesEnd;
    this.writesEnd += list.length + 1;
    if (this.writesEnd > this.writes.length)
      this.writes = enlarged(this.writes, this.writesEnd * 2);
    this.writes[start] = list.length >> 1;
    this.writes.set(list, start + 1);
    return start;
  }

  /** The first node of a declared thread. */
  root(handle: ThreadHandle, body: () => unknown): number {
    return this.unfolder.start(handle, body);
  }
}

/** True for steps that touch nothing another thread or a property can see, under every model. */
function isLocal(spec: StepSpec): boolean {
  if (spec.fused) return false;
  return spec.kind === "choose" || spec.ordering.endsWith("-fence");
}
