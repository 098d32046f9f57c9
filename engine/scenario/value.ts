/**
 * Values that threads pass through shared locations. They are compared by identity (primitives as
 * Object.is does, with -0 equal to 0; records by reference) and interned to small integers.
 */
import { HeddleError } from "./errors.js";

/** A primitive that a shared location may hold. */
export type Primitive = undefined | null | boolean | number | bigint | string;

/**
 * Something with an identity of its own that a location may refer to: a record, a thread.
 * Its name is what tables print.
 */
export abstract class Entity {
  abstract readonly name: string;
  toString(): string {
    return this.name;
  }
}

/** What a shared location may hold. */
export type Value = Primitive | Entity;

/**
 * What a modelled function or a thread may return and a checkpoint may declare: values, and plain
 * arrays and objects of them. They are compared by content.
 */
export type Plain = Value | readonly Plain[] | { readonly [key: string]: Plain } | object;

/** The text of a value as tables print it. */
export function showValue(value: unknown): string {
  if (value instanceof Entity) return value.name;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value.toString()}n`;
  if (Array.isArray(value)) return `[${value.map(showValue).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([key, item]) => `${key}: ${showValue(item)}`);
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  return String(value);
}

/** Throws unless `value` may be stored in a shared location; `what` names it in the message. */
export function requireValue(value: unknown, what: string): asserts value is Value {
  const type = typeof value;
  if (value === null || value instanceof Entity) return;
  if (type !== "object" && type !== "function" && type !== "symbol") return;
  throw new HeddleError(
    `${what} is ${type === "object" ? "an object" : `a ${type}`}; shared locations hold ` +
      `primitives and references to records`,
    { hint: "declare a struct and share its fields, or share each part on its own" },
  );
}
