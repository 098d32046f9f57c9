/**
 * Properties of states (`always`, `reachable`) under partial-order reduction.
 *
 * Reduction keeps final states, not all states. It keeps every combination of values that a set of
 * locations can have at one moment if writes to any two of them are never swapped. So all writes to
 * what a property has read go to one more chain of accesses, in order, and the property is
 * evaluated after each of them. What a property reads becomes known by evaluating it: when it reads
 * something new, the search has to begin again.
 */
import { PairTable } from "../../automaton/pair-table.js";
import { Shape } from "../../automaton/node.js";
import type { Machine } from "../../memory/machine.js";
import type { AccessCodes } from "./access-codes.js";

/** Evaluates properties of a scenario in the machine's current state; knows what they read. */
export interface PropertyOracle {
  /** The truth of property `index` now. */
  evaluate(index: number): boolean;
  /** Properties that have read a slot so far, in any state. */
  readersOf(slot: number): readonly number[];
}

/** One property and what it has read. */
interface Watched {
  readonly index: number;
  /** The truth that is worth noting: false for `always`, true for `reachable`. */
  readonly notable: boolean;
  /** What it has read, in increasing order. */
  slots: number[];
  /** Combinations of numbers in these slots, and whether the property is notable in them. */
  combinations: PairTable;
  verdicts: (boolean | undefined)[];
}

export class WatchedProperties {
  /** Set when a property has read something that is not watched yet. */
  outgrown = false;
  /** True when some property looks at the state of a thread. */
  looksAtThreads = false;
  private readonly machine: Machine;
  private readonly oracle: PropertyOracle;
  private readonly properties: Watched[];
  /** For each slot the chains of the sets that it is in, and the properties that read it. */
  private chains: (number[] | undefined)[] = [];
  private readers: (Watched[] | undefined)[] = [];

  constructor(machine: Machine, oracle: PropertyOracle) {
    this.machine = machine;
    this.oracle = oracle;
    this.properties = machine.built.properties.flatMap(({ kind }, index) =>
      kind === "always" || kind === "reachable"
        ? [{ index, notable: kind === "reachable", slots: [], ...noCombinations() }]
        : [],
    );
  }

  /** Takes in what has been read so far and makes the chains; the machine is in its initial state. */
  begin(codes: AccessCodes): void {
    this.outgrown = false;
    for (const property of this.properties) this.oracle.evaluate(property.index);
    this.chains = [];
    this.readers = [];
    for (const property of this.properties) {
      property.slots = this.slotsReadBy(property.index);
      Object.assign(property, noCombinations());
      for (const slot of property.slots) (this.readers[slot] ??= []).push(property);
    }
    this.looksAtThreads = this.readers.some((_, slot) => this.machine.program.isThread(slot));
    for (const slots of this.largestSets()) {
      const single = slots.length === 1 && !this.machine.program.isThread(slots[0]);
      if (single) continue;
      const chain = codes.newChain(-1);
      for (const slot of slots) (this.chains[slot] ??= []).push(chain);
    }
  }

  /** Chains besides its own that a write to a slot belongs to. */
  chainsOf(slot: number): readonly number[] {
    return this.chains[slot] ?? none;
  }

  /** True when some property reads a slot. */
  watches(slot: number): boolean {
    return this.readers[slot] !== undefined;
  }

  /** Calls `note` for each property that is notable in the initial state. */
  checkAll(note: (index: number) => void): void {
    for (const property of this.properties) if (this.isNotable(property)) note(property.index);
  }

  /** Calls `note` for each notable property that reads one of the slots logged since `mark`. */
  checkChanged(mark: number, note: (index: number) => void): void {
    const { log, logEnd, program, state } = this.machine;
    for (let i = mark; i < logEnd; i += 2) {
      const readers = this.readers[log[i]];
      if (readers === undefined) continue;
      // Of a thread, a property sees no more than its end; other steps of it are not in order.
      if (program.isThread(log[i]) && program.shape[state[log[i]]] !== Shape.Finished) continue;
      for (const property of readers) if (this.isNotable(property)) note(property.index);
    }
  }

  private isNotable(property: Watched): boolean {
    const { state, program } = this.machine;
    const { combinations } = property;
    let entry = 0;
    for (const slot of property.slots) {
      let id = state[slot];
      if (program.isThread(slot) && program.shape[id] !== Shape.Finished) id = -1;
      const known = combinations.find(entry, id);
      entry = (known >= 0 ? known : combinations.add(entry, id)) + 1;
    }
    const known = property.verdicts[entry];
    if (known !== undefined) return known;
    const verdict = this.oracle.evaluate(property.index) === property.notable;
    property.verdicts[entry] = verdict;
    if (this.slotsReadBy(property.index).length > property.slots.length) this.outgrown = true;
    return verdict;
  }

  private slotsReadBy(index: number): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.machine.slots; slot++) {
      if (this.oracle.readersOf(slot).includes(index)) slots.push(slot);
    }
    return slots;
  }

  /** The sets of slots that are not part of another one, each once. */
  private largestSets(): (readonly number[])[] {
    const sets: (readonly number[])[] = [];
    const bySize = [...this.properties].sort((a, b) => b.slots.length - a.slots.length);
    for (const { slots } of bySize) {
      if (slots.length === 0) continue;
      if (!sets.some((set) => slots.every((slot) => set.includes(slot)))) sets.push(slots);
    }
    return sets;
  }
}

const none: readonly number[] = [];

function noCombinations(): Pick<Watched, "combinations" | "verdicts"> {
  return { combinations: new PairTable(), verdicts: [] };
}
