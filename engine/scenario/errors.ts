import type { Position } from "../trace/trace.js";

/**
 * Everything Heddle says about bad input: what is wrong, where, and what to do next.
 * Its message is complete; its JavaScript stack is of no interest to the user.
 */
export class HeddleError extends Error {
  /** Where in the user's code, when it is known. */
  position: Position | null;
  /** What to do next, one sentence; empty when the message says it. */
  readonly hint: string;

  constructor(message: string, options: { hint?: string; position?: Position | null } = {}) {
    super(message);
    this.name = "HeddleError";
    this.hint = options.hint ?? "";
    this.position = options.position ?? null;
  }
}
