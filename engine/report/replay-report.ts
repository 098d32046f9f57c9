/** The text of a replay. */
import type { ReplayResult } from "../trace/replay-result.js";
import { paint } from "./ansi.js";
import { ascii } from "./ascii.js";
import { changedEntries } from "./final-state.js";
import { renderTable } from "./render-table.js";
import type { ReportOptions } from "./report.js";
import { tableOf } from "./table.js";
import { wrap, wrapList } from "./wrap.js";

const TITLES = {
  violated: ["STILL VIOLATED", "bad"],
  witnessed: ["STILL REACHED", "good"],
  passed: ["NO LONGER SHOWN", "open"],
  mismatch: ["DOES NOT MATCH", "open"],
} as const;

/**
 * The report of a replay: whether the recorded schedule still shows the property, the interleaving
 * as far as it could be followed, and what that does and does not mean. Ends with a newline.
 */
export function renderReplay(result: ReplayResult, options: ReportOptions = {}): string {
  const [word, tone] = TITLES[result.outcome];
  const [first = word, ...more] = wrap(
    ascii(result.property),
    `${word}  `,
    " ".repeat(word.length + 2),
  );
  const title = [paint(word, tone, options.color ?? false) + first.slice(word.length), ...more];
  const table = renderTable(tableOf(result.trace), { indent: 2, ...options.table });
  const sections = [
    wrap(ascii(result.scenario) || "(unnamed scenario)"),
    title,
    result.trace.steps.length + result.trace.waiting.length > 0 ? table.trimEnd().split("\n") : [],
    stateLines(result),
    meaningLines(result),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function stateLines({ trace, outcome }: ReplayResult): string[] {
  const entries = changedEntries(trace);
  if (entries.length === 0 || outcome === "mismatch") return [];
  return wrapList(entries, "  state: ", "    ");
}

function meaningLines({ outcome, property, message, mismatchAt }: ReplayResult): string[] {
  switch (outcome) {
    case "violated":
      return ["The recorded schedule still matches at every step and still fails."];
    case "witnessed":
      return ["The recorded schedule still matches at every step and still shows it."];
    case "passed":
      return wrap(
        "The recorded schedule still matches at every step, but it no longer shows " +
          `"${ascii(property)}". Others may: run the check again to decide it.`,
      );
    case "mismatch": {
      const step = mismatchAt === null ? "" : ` at step ${mismatchAt + 1}`;
      const why = message === null ? "" : `: ${ascii(message).replace(/\.$/, "")}`;
      return wrap(
        `The scenario has changed: the recorded schedule stops matching${step}${why}. ` +
          "Run the check again to get a schedule of the scenario as it is now.",
      );
    }
  }
}
