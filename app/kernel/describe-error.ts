import type { Position } from "../../engine/trace/trace.js";
import { absentNames } from "../notebook/analysis/known-names.js";
import type { Place, Problem } from "../notebook/place.js";
import type { Scripts } from "./cells/scripts.js";
import { formatValue } from "./format-value.js";

/** What the engine's own errors carry besides a message; read from any error. */
interface Details {
  readonly hint?: unknown;
  readonly position?: unknown;
}

/** Characters of an error's message that are kept. */
const mostText = 10_000;

/**
 * What a thrown value says, and where in the notebook it was thrown. Never throws, whatever the
 * value does when it is looked at.
 *
 * @param thrown whatever a cell or the engine threw
 * @param scripts tells the cells' scripts apart in stack traces
 * @param fallback the place to name when the stack does not lead into the notebook
 */
export function describeError(
  thrown: unknown,
  scripts: Pick<Scripts, "placeOf" | "placeInStack">,
  fallback: Place | null,
): Problem {
  try {
    return describe(thrown, scripts, fallback);
  } catch {
    return { place: fallback, message: "something was thrown that cannot be looked at", hint: "" };
  }
}

function describe(
  thrown: unknown,
  scripts: Pick<Scripts, "placeOf" | "placeInStack">,
  fallback: Place | null,
): Problem {
  if (!(thrown instanceof Error)) {
    return {
      place: fallback,
      message: `${formatValue(thrown, mostText)} was thrown`,
      hint: "Throw an Error, which knows its place.",
    };
  }
  const { hint, position } = thrown as Details;
  const place =
    (isPosition(position) ? scripts.placeOf(position) : null) ??
    scripts.placeInStack(thrown.stack) ??
    fallback;
  const ours = thrown.name === "HeddleError";
  const message = ours ? withoutStop(thrown.message) : `${thrown.name}: ${thrown.message}`;
  return {
    place,
    message: message.slice(0, mostText),
    hint: typeof hint === "string" ? hint : hintFor(thrown),
  };
}

function withoutStop(text: string): string {
  return text.replace(/(?<!\.)\.$/, "");
}

function hintFor(error: Error): string {
  const name = /^(\S+) is not defined$/.exec(error.message)?.[1];
  if (name !== undefined) return Object.hasOwn(absentNames, name) ? absentNames[name] : "";
  if (error.name === "EvalError") return "Write the code in the cell.";
  if (
    /^Cannot (?:assign to read only|add|define|delete|redefine) property|not extensible/.test(
      error.message,
    )
  ) {
    return "Built-ins, the engine and the global object are frozen, so that no cell can change what another one means.";
  }
  return "";
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== "object" || value === null) return false;
  const { source, line, column } = value as Partial<Record<keyof Position, unknown>>;
  return typeof source === "string" && typeof line === "number" && typeof column === "number";
}
