/** What a verdict rests on: how much was explored, under which memory model, by which engine. */
import type { CheckResult, MemoryModel, Stopped } from "../check/result.js";
import { ascii } from "./ascii.js";
import { counted, grouped } from "./numbers.js";
import { wrap, WIDTH } from "./wrap.js";

/** What each memory model is, in one phrase. */
export const MEMORY_WORDS: Readonly<Record<MemoryModel, string>> = {
  sc: "sequential consistency",
  tso: "a FIFO store buffer per thread",
  weak: "a store buffer per thread and location",
};

/** Reorderings that real machines show and a memory model leaves out, so a verdict says nothing of. */
export const NOT_MODELLED: Readonly<Record<MemoryModel, readonly string[]>> = {
  sc: [],
  tso: [],
  weak: ["load-load reordering", "load buffering"],
};

/** Where the reader can raise a budget: with options of the command line, or of `check` in a cell. */
export type BudgetPlace = "command line" | "cell";

/** What to raise after a search stopped, by the budget it met and where. */
const RAISE: Readonly<
  Record<BudgetPlace, Readonly<Record<Exclude<Stopped["budget"], "cancelled">, string>>>
> = {
  "command line": {
    states: "Raise --max-states, or make the scenario smaller.",
    executions: "Raise the budget of executions, or try --engine states.",
    memory: "Raise the memory budget, or make the scenario smaller.",
    time: "Raise --seconds, or make the scenario smaller.",
  },
  cell: {
    states: "Give check a larger budget: { states: ... }, or make the scenario smaller.",
    executions: 'Give check a larger budget: { executions: ... }, or try engine: "states".',
    memory: "Give check a larger budget: { bytes: ... }, or make the scenario smaller.",
    time: "Give check a larger budget: { seconds: ... }, or make the scenario smaller.",
  },
};

function next(budget: Stopped["budget"], place: BudgetPlace): string {
  return budget === "cancelled" ? "Run it again and let it finish." : RAISE[place][budget];
}

/** `41 %`, `0.3 %`, `less than 0.1 %`. */
function percent(share: number): string {
  const value = Math.min(100, Math.max(0, share * 100));
  if (value < 0.1) return "less than 0.1 %";
  return value < 10 ? `about ${value.toFixed(1)} %` : `about ${Math.min(99, Math.floor(value))} %`;
}

function explored(result: CheckResult): string[] {
  const { states, transitions, interleavings, engine, unbounded } = result;
  const parts: string[] = [];
  if (states !== null) parts.push(counted(states, "state"));
  parts.push(counted(transitions, "transition"));
  if (unbounded !== null) {
    parts.push(`interleavings unbounded (${ascii(unbounded)})`);
  } else if (interleavings !== null) {
    parts.push(
      engine === "traces"
        ? `${counted(interleavings, "Mazurkiewicz trace")} (interleavings that differ in more ` +
            "than the order of independent steps)"
        : counted(interleavings, "interleaving"),
    );
  }
  return parts;
}

/**
 * The lines under the verdicts: what was explored, whether that was all, memory model with what it
 * leaves out, engine with the reason for it. No times, so two runs print the same bytes.
 */
export function coverageLines(result: CheckResult, width = WIDTH): string[] {
  const { memory, stopped, deadlocked, assumeBlocked, collisionProbability } = result;
  const lines: string[] = [];
  const add = (text: string): void => {
    lines.push(...wrap(text, "", "  ", width));
  };
  add(`${stopped === null ? "exhaustive" : "incomplete"}: ${explored(result).join(", ")}`);
  if (deadlocked !== null && deadlocked > 0n) {
    add(`deadlocked: ${grouped(deadlocked)} of them`);
  }
  if (assumeBlocked !== null && assumeBlocked > 0n) {
    add(`given up at a false assume: ${grouped(assumeBlocked)} more`);
  }
  const missing = NOT_MODELLED[memory].join(" and ");
  add(`memory: ${memory}, ${MEMORY_WORDS[memory]}${missing && `; not modelled: ${missing}`}`);
  const reason = ascii(result.engineReason);
  add(`engine: ${result.engine}${reason && ` (${reason})`}`);
  if (collisionProbability > 0) {
    const figure = collisionProbability.toExponential(1);
    add(`fingerprints: two states were taken for one with probability ${figure}`);
  }
  return lines;
}

/**
 * Why a search stopped, how far it was and what to do next; no lines for an exhaustive one.
 *
 * @param place where the reader is, by default at the command line
 */
export function stoppedLines(
  { stopped, properties }: CheckResult,
  width = WIDTH,
  place: BudgetPlace = "command line",
): string[] {
  if (stopped === null) return [];
  const { budget, limit, covered } = stopped;
  const where = budget === "cancelled" ? "Cancelled" : `Stopped at the limit of ${ascii(limit)}`;
  const share = covered === null ? "" : `, ${percent(covered)} of the search covered`;
  const open = properties.some(({ verdict }) => verdict === "undecided")
    ? " What is undecided did not fail (or show) in the part that was searched; the rest is unknown."
    : "";
  return wrap(`${where}${share}.${open} ${next(budget, place)}`, "", "", width);
}
