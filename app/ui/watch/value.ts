/** Values of a state, from the text that the trace has and back. */
import { RecordReference, type WatchValue } from "./expression.js";

/** The value that a text of a trace stands for; whatever is no plain value is a record's name. */
export function valueOf(text: string): WatchValue {
  switch (text) {
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    case "undefined":
      return undefined;
  }
  if (/^-?\d+n$/.test(text)) return BigInt(text.slice(0, -1));
  if (/^-?(?:\d|Infinity)|^NaN$/.test(text)) return Number(text);
  if (text.startsWith('"')) return JSON.parse(text) as string;
  return new RecordReference(text);
}

/** A value as traces write it. */
export function showWatchValue(value: WatchValue): string {
  if (value instanceof RecordReference) return value.name;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  return String(value);
}
