/** Reads the verdicts off a finished (or stopped) traces search. */
import type { TraceFinding } from "../explore/traces/run-judge.js";
import type { TraceSearch } from "../explore/traces/search.js";
import { switchesOf } from "../trace/schedule.js";
import type { Finding, Findings } from "./findings.js";
import type { OutcomeCounter } from "./outcome-counter.js";

/** Analyses a search; `complete` is false when it was stopped before the end. */
export function traceFindings(
  search: TraceSearch,
  outcomes: OutcomeCounter,
  complete: boolean,
): Findings {
  const { judge, machine } = search;
  const { properties } = machine.built;
  const all = BigInt(judge.complete + judge.deadlocked + judge.failed);
  return {
    declared: properties.map(({ kind }, p): Finding => {
      if (kind === "eventually") return clean("undecided");
      const isReachable = kind === "reachable";
      return finding(
        judge.properties[p],
        isReachable ? "reachable" : "violated",
        isReachable ? "unreachable" : "holds",
      );
    }),
    deadlock: finding(judge.deadlock, "violated", "holds"),
    livelock: clean(complete ? "holds" : "undecided"),
    assert: finding(judge.assert, "violated", "holds"),
    error: finding(judge.error, "violated", "holds"),
    interleavings: complete ? all : null,
    deadlocked: complete ? BigInt(judge.deadlocked) : null,
    outcomes: outcomes.outcomes(),
    unbounded: null,
  };

  function finding(
    found: TraceFinding,
    bad: "violated" | "reachable",
    good: "holds" | "unreachable",
  ): Finding {
    if (found.schedule === null) return clean(complete ? good : "undecided");
    const moves = [...found.schedule];
    return {
      verdict: bad,
      moves,
      switches: switchesOf(machine, moves),
      minimal: false,
      failing: complete ? BigInt(found.count) : null,
      loop: null,
    };
  }

  function clean(verdict: "holds" | "unreachable" | "undecided"): Finding {
    const failing = complete && verdict !== "undecided" ? 0n : null;
    return { verdict, moves: null, switches: null, minimal: false, failing, loop: null };
  }
}
