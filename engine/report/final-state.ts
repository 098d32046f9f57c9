/** What an interleaving shows where it ends: what failed, who waits, which values changed. */
import type { PropertyResult } from "../check/result.js";
import type { Trace } from "../trace/trace.js";
import { ascii } from "./ascii.js";
import { wrap, wrapList, WIDTH } from "./wrap.js";

/** What a final state is shown for. */
export type Finding = Pick<PropertyResult, "property" | "kind" | "message">;

/** `A.dirty = true` for each location that differs from the initial state, in declared order. */
export function changedEntries(trace: Trace): string[] {
  const changed = new Set(trace.changed);
  return trace.final
    .filter(({ location }) => changed.has(location))
    .map(({ location, value }) => ascii(`${location} = ${value}`));
}

/** `khugepaged holds a, waits for lock b, held by writer`, one sentence for each blocked thread. */
export function waitingSentences(trace: Trace): string[] {
  return trace.waiting.map(({ thread, reason, holds }) => {
    const name = trace.threads[thread] ?? `thread ${thread}`;
    const held = holds.length === 0 ? "" : ` holds ${holds.join(" and ")},`;
    return ascii(`${name}${held} waits for ${reason}`);
  });
}

/**
 * The sentence that says what failed and the values that changed, in lines of at most `width`
 * columns. `values: false` leaves the values out, for an interleaving that was shown before.
 */
export function finalStateLines(
  finding: Finding,
  trace: Trace,
  { width = WIDTH, values = true }: { readonly width?: number; readonly values?: boolean } = {},
): string[] {
  const head = headOf(finding);
  const details = detailsOf(finding, trace);
  const entries = changedEntries(trace);
  const items = entries.length === 0 ? ["all shared locations as at the start"] : entries;
  if (!values) return [...wrap(head, "", "", width), ...indented(details, width)];
  if (details.length === 0) {
    const line = `${head}: ${items.join(", ")}`;
    if (line.length <= width) return [line];
    return [...wrap(`${head}:`, "", "", width), ...wrapList(items, "  ", "  ", width)];
  }
  return [
    ...wrap(`${head}:`, "", "", width),
    ...indented(details, width),
    ...wrapList(items, "state: ", "  ", width),
  ];
}

function indented(sentences: readonly string[], width: number): string[] {
  return sentences.flatMap((sentence) => wrap(sentence, "  ", "    ", width));
}

function headOf({ property, kind }: Finding): string {
  const name = `"${ascii(property)}"`;
  switch (kind) {
    case "always":
      return `${name} is false in this state`;
    case "atEnd":
      return `${name} is false at the end`;
    case "reachable":
      return `${name} is true in this state`;
    case "eventually":
      return `${name} never becomes true`;
    case "assert":
      return "an assertion failed";
    case "error":
      return "a thread threw an error";
    case "deadlock":
      return "deadlock";
    case "livelock":
      return "live-lock";
  }
}

function detailsOf({ kind, message }: Finding, trace: Trace): string[] {
  if (kind === "deadlock" && trace.waiting.length > 0) return waitingSentences(trace);
  return message === null ? [] : [ascii(message)];
}
