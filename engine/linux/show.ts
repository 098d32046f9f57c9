import { Entity } from "../index.js";

/** A value as kernel texts write it: booleans as 0 and 1, null as NULL; null for no value at all. */
export function showC(value: unknown): string | null {
  if (value === null) return "NULL";
  if (value instanceof Entity) return value.name;
  switch (typeof value) {
    case "boolean":
      return value ? "1" : "0";
    case "number":
    case "bigint":
    case "string":
      return String(value);
    default:
      return null;
  }
}
