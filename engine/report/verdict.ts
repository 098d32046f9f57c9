/** A property's verdict in words: what is known, how it compares with what was expected. */
import type { CheckResult, PropertyResult, Verdict } from "../check/result.js";
import { paint } from "./ansi.js";
import type { Tone } from "./ansi.js";
import { ascii } from "./ascii.js";
import { counted, grouped } from "./numbers.js";
import { wrap, wrapList, WIDTH } from "./wrap.js";

/** The word that stands for a verdict; every display that has a colour or a glyph has it too. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  holds: "HOLDS",
  violated: "VIOLATED",
  reachable: "REACHABLE",
  unreachable: "UNREACHABLE",
  undecided: "UNDECIDED",
};

const TONES: Record<Verdict, Tone> = {
  holds: "good",
  violated: "bad",
  reachable: "good",
  unreachable: "bad",
  undecided: "open",
};

/** How verdict lines are set. */
export interface VerdictStyle {
  /** Columns that the verdict word takes; by default its length. */
  readonly wordWidth?: number;
  /** Terminal colours. Default false. */
  readonly color?: boolean;
  /** Columns of a line. Default 72. */
  readonly width?: number;
}

/**
 * `NOT AS EXPECTED (expected holds)` or `(as expected)`; null where nothing need be said: the
 * verdict is the good one that every property is expected to have unless `expect` says otherwise.
 */
export function expectationMark(property: PropertyResult): string | null {
  const usual = property.kind === "reachable" ? "reachable" : "holds";
  if (property.verdict === "undecided") {
    return property.expected === usual ? null : `(expected ${property.expected})`;
  }
  if (!property.asExpected) return `NOT AS EXPECTED (expected ${property.expected})`;
  return property.expected === usual ? null : "(as expected)";
}

/**
 * `VIOLATED  changed data is dirty  NOT AS EXPECTED (expected holds)`, broken into lines
 * where it has to be; a witness that has no table adds its switches and steps.
 */
export function verdictLines(
  property: PropertyResult,
  style: VerdictStyle = {},
  note: string | null = null,
): string[] {
  const { wordWidth = 0, color = false, width = WIDTH } = style;
  const word = VERDICT_WORDS[property.verdict];
  const first = `${word.padEnd(wordWidth)}  `;
  const rest = " ".repeat(first.length);
  const lines = wrap(ascii(property.property) || "(unnamed)", first, rest, width);
  const mark = expectationMark(property);
  for (const extra of [note, mark]) {
    if (extra === null) continue;
    const last = lines.at(-1) ?? rest;
    if (last.length + 2 + extra.length <= width) lines[lines.length - 1] = `${last}  ${extra}`;
    else lines.push(rest + extra);
  }
  if (!color) return lines;
  const toneOfMark = property.asExpected ? "good" : "strong";
  return lines.map((line, index) => {
    const marked = mark !== null && index === lines.length - 1;
    const body = marked ? line.slice(0, -mark.length) + paint(mark, toneOfMark, true) : line;
    if (index > 0) return body;
    return paint(word, TONES[property.verdict], true) + body.slice(word.length);
  });
}

/**
 * True for a property nobody asked for of which there is nothing to tell but a usual verdict: those
 * that hold share one line, and those that are undecided share one.
 */
export function isFolded(property: PropertyResult): boolean {
  const { kind, verdict, trace, message } = property;
  const implicit = ["assert", "error", "deadlock", "livelock"].includes(kind);
  const quiet = trace === null && message === null && expectationMark(property) === null;
  return implicit && quiet && (verdict === "holds" || verdict === "undecided");
}

/** `HOLDS  no deadlock, no live-lock`: one line for properties of one verdict. */
export function foldedLines(
  verdict: Verdict,
  properties: readonly PropertyResult[],
  style: VerdictStyle = {},
): string[] {
  const word = VERDICT_WORDS[verdict];
  const first = `${word.padEnd(style.wordWidth ?? 0)}  `;
  const names = properties.map((property) => ascii(property.property));
  const lines = wrapList(names, first, " ".repeat(first.length), style.width ?? WIDTH);
  const painted = paint(word, TONES[verdict], style.color ?? false);
  return lines.map((line, index) => (index === 0 ? painted + line.slice(word.length) : line));
}

/** How large an interleaving is; nulls without one. */
export type Size = Pick<PropertyResult, "switches" | "steps">;

/** `2 context switches, 11 steps`; null without a trace. */
export function sizeText(property: Size): string | null {
  if (property.switches === null || property.steps === null) return null;
  const switches = counted(property.switches, "context switch", "context switches");
  return `${switches}, ${counted(property.steps, "step")}`;
}

/**
 * `simplest: 2 context switches, 11 steps (proven minimal)`, or `found: ...` where a simpler one
 * may exist; null without a trace.
 */
export function simplestText(property: Size & Pick<PropertyResult, "minimal">): string | null {
  const size = sizeText(property);
  if (size === null) return null;
  if (property.minimal) return `simplest: ${size} (proven minimal)`;
  return `found: ${size} (a simpler one may exist)`;
}

/**
 * `1,204 of 12,870 interleavings fail`, in the unit that the engine counts; null when not counted.
 */
export function failingText(property: PropertyResult, result: CheckResult): string | null {
  const { failing } = property;
  if (failing === null) return null;
  const total = result.interleavings;
  const noun = result.engine === "traces" ? "Mazurkiewicz trace" : "interleaving";
  const one = (total ?? failing) === 1n;
  const verb =
    property.kind === "reachable"
      ? failing === 1n
        ? "shows it"
        : "show it"
      : failing === 1n
        ? "fails"
        : "fail";
  const all = `${noun}${one ? "" : "s"}`;
  return total === null
    ? `${grouped(failing)} ${all} ${verb}`
    : `${grouped(failing)} of ${grouped(total)} ${all} ${verb}`;
}
