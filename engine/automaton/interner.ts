import { Entity } from "../scenario/value.js";
import { HeddleError } from "../scenario/errors.js";

/**
 * Values to small integers and back, equal exactly when the values are equal. Plain arrays and
 * objects are equal when their contents are; the first one seen stands for all (and is frozen).
 */
export class Interner {
  private readonly values: unknown[] = [];
  private readonly ids = new Map<unknown, number>();
  private readonly composites = new Map<string, number>();

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

  private compositeId(value: object): number {
    const key = Array.isArray(value) ? this.arrayKey(value) : this.objectKey(value);
    const known = this.composites.get(key);
    if (known !== undefined) return known;
    const id = this.values.push(Object.freeze(value)) - 1;
    this.composites.set(key, id);
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
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([k, item]) => `${JSON.stringify(k)}:${this.id(item)}`).join(",")}}`;
  }
}
