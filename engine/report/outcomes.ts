/** The outcome histogram: how often each final outcome occurs, aligned like the states of herd. */
import type { CheckResult, Outcome } from "../check/result.js";
import { ascii } from "./ascii.js";
import { counted, grouped } from "./numbers.js";
import { wrap, WIDTH } from "./wrap.js";

/**
 * One line per outcome with its count, in the order given; no lines when there is nothing to tell
 * apart. Counts are interleavings, Mazurkiewicz traces or, where these were not counted, states.
 */
export function outcomeLines(result: CheckResult, width = WIDTH): string[] {
  const { outcomes } = result;
  if (outcomes.length === 0 || (outcomes.length === 1 && outcomes[0].text === "")) return [];
  const { unit, figures } = figuresOf(result);
  const digits = Math.max(...figures.map((figure) => figure.length));
  const lines = [`${counted(outcomes.length, "outcome")}${unit}:`];
  for (const [index, { text }] of outcomes.entries()) {
    const first = digits === 0 ? "  " : `  ${figures[index].padStart(digits)}  `;
    lines.push(...wrap(ascii(text) || "(none)", first, " ".repeat(first.length + 2), width));
  }
  return lines;
}

interface Figures {
  readonly unit: string;
  readonly figures: readonly string[];
}

function figuresOf({ outcomes, engine }: CheckResult): Figures {
  const figures = (of: (outcome: Outcome) => number | bigint | null): string[] | null => {
    const found = outcomes.map(of).filter((figure) => figure !== null);
    return found.length === outcomes.length ? found.map(grouped) : null;
  };
  const counts = figures(({ count }) => count);
  if (counts !== null) {
    const noun = engine === "traces" ? "Mazurkiewicz traces" : "interleavings";
    return { unit: `, by number of ${noun}`, figures: counts };
  }
  const states = figures(({ states: number }) => number);
  if (states !== null) return { unit: ", by number of final states", figures: states };
  return { unit: "", figures: outcomes.map(() => "") };
}
