import { Entity } from "../index.js";

/** A value as kernel texts write it: booleans as 0 and 1, null as NULL; null for no value at all. */
export function showC(value: unknown): string | null {
  if (value === undefined) return null;
  if (value === null) return "NULL";
  if (typeof value === "boolean") return value ? "1" : "0";
  if (value instanceof Entity) return value.name;
  return String(value);
}
