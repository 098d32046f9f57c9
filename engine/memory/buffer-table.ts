/**
 * Contents of store buffers as small integers: equal contents have equal numbers, 0 is empty.
 *
 * An entry is a store (slot, value number) or, under `weak`, a read-modify-write that takes effect
 * when it leaves (slots, automaton node). `separator` stands for a store fence. Under `tso` entries
 * leave in order. Under `weak` an entry may leave when no separator and no entry for its slot is
 * before it, and a release entry when nothing is. Entries whose order cannot matter are kept sorted
 * by slot, so that equivalent buffers are equal.
 */
import { type Hash, HashList, hashOf } from "../automaton/canonical-hash.js";
import { PairTable } from "../automaton/pair-table.js";

/** Hashes of what entries refer to by number. */
interface Contents {
  readonly hashes: HashList;
  readonly values: { readonly hashes: HashList };
}

/** One entry of a buffer. */
export interface BufferEntry {
  /** Slots it writes; the first one orders it among others. */
  readonly slots: readonly number[];
  /** Value number stored, or -1 for a read-modify-write. */
  readonly value: number;
  /** Automaton node of the operation. */
  readonly node: number;
  readonly release: boolean;
}

type Item = BufferEntry | "separator";

export class BufferTable {
  private readonly contents: (readonly Item[])[] = [[]];
  private readonly numbers = new Map<string, number>([["", 0]]);
  private readonly entries: BufferEntry[] = [];
  private readonly entryNumbers = new Map<string, number>();
  private readonly appended = new PairTable();
  private readonly appendedTo: number[] = [];
  private readonly removed = new PairTable();
  private readonly removedTo: number[] = [];
  /** Whether entries leave in the order in which they came (tso). */
  private readonly ordered: boolean;
  private readonly program: Contents;
  /** What each buffer's content is, by number. */
  readonly hashes = new HashList(() => this.hashAll());

  constructor(ordered: boolean, program: Contents) {
    this.ordered = ordered;
    this.program = program;
  }

  /** The number of an entry, for `append`. */
  entry(slots: readonly number[], value: number, node: number, release: boolean): number {
    const key = value >= 0 ? `${slots[0]},${value},${release}` : `n${node},${release}`;
    let number = this.entryNumbers.get(key);
    if (number === undefined) {
      number = this.entries.push({ slots, value, node, release }) - 1;
      this.entryNumbers.set(key, number);
    }
    return number;
  }

  /** The buffer with one more entry. */
  append(buffer: number, entry: number): number {
    const known = this.appended.find(buffer, entry);
    if (known >= 0) return this.appendedTo[known];
    const result = this.number(this.sorted([...this.contents[buffer], this.entries[entry]]));
    this.appendedTo[this.appended.add(buffer, entry)] = result;
    return result;
  }

  /** The buffer after a store fence. */
  separate(buffer: number): number {
    const items = this.contents[buffer];
    if (items.length === 0 || items.at(-1) === "separator") return buffer;
    return this.number([...items, "separator"]);
  }

  /** The buffer without its k-th item. */
  remove(buffer: number, k: number): number {
    const known = this.removed.find(buffer, k);
    if (known >= 0) return this.removedTo[known];
    let items = this.contents[buffer].filter((_, i) => i !== k);
    while (items[0] === "separator") items = items.slice(1);
    const result = this.number(this.sorted(items));
    this.removedTo[this.removed.add(buffer, k)] = result;
    return result;
  }

  /** The k-th item, which must be an entry. */
  at(buffer: number, k: number): BufferEntry {
    return this.contents[buffer][k] as BufferEntry;
  }

  /** Items in order. */
  items(buffer: number): readonly Item[] {
    return this.contents[buffer];
  }

  /** Indices of the entries that may leave now. */
  leaving(buffer: number): readonly number[] {
    let list = this.leavable[buffer];
    if (list === undefined) this.leavable[buffer] = list = this.findLeaving(buffer);
    return list;
  }

  private readonly leavable: (readonly number[])[] = [];

  private findLeaving(buffer: number): number[] {
    const items = this.contents[buffer];
    if (this.ordered) return items.length === 0 ? [] : [0];
    const list: number[] = [];
    const seen = new Set<number>();
    for (const [i, item] of items.entries()) {
      if (item === "separator") break;
      const first = item.slots.every((slot) => !seen.has(slot));
      if (first && (!item.release || i === 0)) list.push(i);
      for (const slot of item.slots) seen.add(slot);
    }
    return list;
  }

  /**
   * What the owner sees when it loads a slot: the value number of its newest buffered store, -1 if
   * it has none, -2 if the newest is a read-modify-write whose value is not known yet.
   */
  forward(buffer: number, slot: number): number {
    const items = this.contents[buffer];
    for (let i = items.length - 1; i >= 0; i--) {
      const item = items[i];
      if (item === "separator" || !item.slots.includes(slot)) continue;
      return item.value >= 0 ? item.value : -2;
    }
    return -1;
  }

  private number(items: readonly Item[]): number {
    const key = items
      .map((item) =>
        item === "separator"
          ? "|"
          : `${item.slots[0]}:${item.value >= 0 ? item.value : `n${item.node}`}${item.release ? "r" : ""}`,
      )
      .join(" ");
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.contents.push(items) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }

  private hashAll(): void {
    const { hashes, contents } = this;
    while (hashes.size < contents.length) hashes.push(this.hash(contents[hashes.size]));
  }

  private hash(items: readonly Item[]): Hash {
    const { hashes, values } = this.program;
    const parts = items.map((item) => {
      if (item === "separator") return 0;
      const content = item.value >= 0 ? values.hashes.at(item.value) : hashes.at(item.node);
      return hashOf(item.slots[0], item.release ? 1 : 0, content);
    });
    return hashOf(...parts);
  }

  /** Sorts plain entries by slot between separators and release entries (weak only). */
  private sorted(items: readonly Item[]): readonly Item[] {
    if (this.ordered) return items;
    const result: Item[] = [];
    let run: BufferEntry[] = [];
    const endRun = () => {
      result.push(...run.sort((a, b) => a.slots[0] - b.slots[0]));
      run = [];
    };
    for (const item of items) {
      if (item === "separator" || item.release) {
        endRun();
        result.push(item);
      } else run.push(item);
    }
    endRun();
    return result;
  }
}
