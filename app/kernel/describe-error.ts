import { absentNames } from "../notebook/analysis/known-names.js";
import type { Place, Problem } from "../notebook/place.js";
import { formatValue } from "./format-value.js";

/** What the engine's own errors carry besides a message; read from any error. */
interface Details {
  readonly hint?: unknown;
  readonly position?: unknown;
}

/**
 * What a thrown value says, and where in the notebook it was thrown.
 *
 * @param thrown whatever a cell or the engine threw
 * @param path the notebook's script name, as it stands in stack traces
 * @param fallback the place to name when the stack does not lead into the notebook
 */
export function describeError(thrown: unknown, path: string, fallback: Place | null): Problem {
  if (!(thrown instanceof Error)) {
    return {
      place: fallback,
      message: `${formatValue(thrown)} was thrown`,
      hint: "Throw an Error, which knows its place.",
    };
  }
  const { hint, position } = thrown as Details;
  const place = placeOf(position, path) ?? placeInStack(thrown.stack, path) ?? fallback;
  const ours = thrown.name === "HeddleError";
  return {
    place,
    message: ours ? withoutStop(thrown.message) : `${thrown.name}: ${thrown.message}`,
    hint: typeof hint === "string" ? hint : hintFor(thrown),
  };
}

function withoutStop(text: string): string {
  return text.replace(/(?<!\.)\.$/, "");
}

function hintFor(error: Error): string {
  const name = /^(\S+) is not defined$/.exec(error.message)?.[1];
  if (name !== undefined) return Object.hasOwn(absentNames, name) ? absentNames[name] : "";
  if (error.name === "EvalError") return "A cell cannot make code from strings.";
  return "";
}

function placeOf(position: unknown, path: string): Place | null {
  if (typeof position !== "object" || position === null) return null;
  const { source, line, column } = position as Record<string, unknown>;
  return source === path && typeof line === "number" && typeof column === "number"
    ? { line, column }
    : null;
}

/** The innermost frame of a stack that is in the notebook; null when there is none. */
export function placeInStack(stack: unknown, path: string): Place | null {
  if (typeof stack !== "string") return null;
  for (const line of stack.split("\n")) {
    const frame = /^ +at /.test(line) ? line.lastIndexOf(`${path}:`) : -1;
    if (frame < 0 || !/[ (]/.test(line[frame - 1])) continue;
    const match = /^(\d+):(\d+)\)?$/.exec(line.slice(frame + path.length + 1));
    if (match !== null) return { line: Number(match[1]), column: Number(match[2]) };
  }
  return null;
}
