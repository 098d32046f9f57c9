/**
 * Messages to a kernel travel as text: what a cell's context holds must have been made by its own
 * built-ins, and text is the one thing that belongs to no context. JSON, with big integers as
 * `{"$bigint": "123"}`.
 */
import type { ToKernel } from "./protocol.js";

/** A message as text. */
export function encodeMessage(message: ToKernel): string {
  return JSON.stringify(message, (_, value: unknown) =>
    typeof value === "bigint" ? { $bigint: String(value) } : value,
  );
}

/** The message that a text was made from. */
export function decodeMessage(text: string): ToKernel {
  return JSON.parse(text, (_, value: unknown) => {
    const digits =
      typeof value === "object" && value !== null ? (value as { $bigint?: unknown }).$bigint : null;
    return typeof digits === "string" ? BigInt(digits) : value;
  }) as ToKernel;
}
