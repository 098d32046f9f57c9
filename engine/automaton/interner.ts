import { HeddleError } from "../scenario/errors.js";
import { ThreadHandle } from "../scenario/thread.js";
import { Entity } from "../scenario/value.js";
import { type Hash, HashList, hashOf, hashText } from "./canonical-hash.js";
import { PairTable } from "./pair-table.js";

/**
 * Values to small integers and back, equal exactly when the values are equal. Plain arrays and
 * objects are equal when their contents are; the first one seen stands for all (and is frozen).
 */
export class Interner {
  private readonly values: unknown[] = [];
  private readonly ids = new Map<unknown, number>();
  private readonly composites = new Map<string, number>();
  /** The hash of each value, by number; no two are equal. */
  readonly hashes = new HashList(() => this.hashAll());
  /** False once a value has a hash that depends on when it was met. */
  canonical = true;
  private readonly taken = new PairTable();

  constructor() {
    this.id(undefined);
  }

  /** The number of a value. Throws a HeddleError for functions, symbols, promises and the like. */
  id(value: unknown): number {
    const key = value === 0 ? 0 : value;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    if (typeof key === "object" && key !== null && !(key instanceof Entity)) {
      return this.compositeId(key);
    }
    if (typeof key === "function" || typeof key === "symbol") {
      throw new HeddleError(`a ${typeof key} cannot be passed between steps of a thread`, {
        hint: "pass primitives, records, or plain arrays and objects of them",
      });
    }
    return this.add(key);
  }

  /** The value with this number. */
  value(id: number): unknown {
    return this.values[id];
  }

  private add(value: unknown): number {
    const id = this.values.push(value) - 1;
    this.ids.set(value, id);
    return id;
  }

  /** Gives all values their hashes. Things of one name and values that clash get others. */
  private hashAll(): void {
    const { hashes, values, taken } = this;
    for (let id = hashes.size; id < values.length; id++) {
      let hash = this.hashOfValue(values[id]);
      while (taken.find(hash.low, hash.high) >= 0) {
        this.canonical = false;
        hash = hashOf(hash, id + 1);
      }
      taken.add(hash.low, hash.high);
      hashes.push(hash);
    }
  }

  private hashOfValue(value: unknown): Hash {
    const composite = typeof value === "object" && value !== null && !(value instanceof Entity);
    return composite ? this.compositeHash(value) : hashText(primitiveText(value));
  }

  private compositeId(value: object): number {
    const key = Array.isArray(value) ? this.arrayKey(value) : this.objectKey(value);
    const known = this.composites.get(key);
    if (known !== undefined) return known;
    const id = this.values.push(Object.freeze(value)) - 1;
    this.composites.set(key, id);
    // At once: what it contains may be changed later by code that should not.
    this.hashes.hold(id);
    return id;
  }

  private arrayKey(value: readonly unknown[]): string {
    return `[${value.map((item) => this.id(item)).join(",")}]`;
  }

  private objectKey(value: object): string {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      const name = (value as { constructor?: { name?: string } }).constructor?.name ?? "object";
      throw new HeddleError(`a ${name} cannot be passed between steps of a thread`, {
        hint: "pass primitives, records, or plain arrays and objects of them",
      });
    }
    return `{${sortedEntries(value)
      .map(([k, item]) => `${JSON.stringify(k)}:${this.id(item)}`)
      .join(",")}}`;
  }

  private compositeHash(value: object): Hash {
    if (Array.isArray(value)) return hashOf(0, ...value.map((item) => this.hashOfItem(item)));
    const entries = sortedEntries(value);
    return hashOf(1, ...entries.flatMap(([k, item]) => [hashText(k), this.hashOfItem(item)]));
  }

  /** Items are met before what they are part of, so they have their hashes. */
  private hashOfItem(item: unknown): Hash {
    return this.hashes.at(this.id(item));
  }
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** A text that tells values apart which are not composed of others. */
function primitiveText(value: unknown): string {
  if (value instanceof Entity) {
    return `${value instanceof ThreadHandle ? "thread" : "record"} ${value.name}`;
  }
  return `${typeof value} ${String(value)}`;
}
