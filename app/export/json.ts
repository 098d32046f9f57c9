/** Findings as data for other programs. */
import type { CheckResult } from "../../engine/check/result.js";
import { toJson } from "../../engine/report/data.js";
import type { Findings } from "./finding.js";

/** Version of the format; it grows when a field changes its meaning or goes away. */
const version = 1;

/**
 * All data of the findings as JSON text that ends with a newline: verdicts, counts, interleavings
 * step by step. Fields stand in a fixed order, counts that may exceed what a JSON number holds are
 * decimal strings, and what a search took is left out, so two runs give the same bytes.
 */
export function renderJson({ notebook, title, chosen, overviews }: Findings): string {
  const findings = chosen.map(({ cell, heading, uses, result }) => {
    return { cell, heading, uses, result: toJson(withoutEffort(result)) };
  });
  return `${JSON.stringify({ format: "heddle-findings", version, notebook, title, findings, overviews }, null, 2)}\n`;
}

/** What was found: the same whether it was explored now or recorded earlier. */
function withoutEffort(result: CheckResult): Partial<CheckResult> {
  const found = Object.entries(result).filter(([key]) => !effort.has(key));
  const collisionProbability = Number(result.collisionProbability.toPrecision(2));
  return { ...(Object.fromEntries(found) as Partial<CheckResult>), collisionProbability };
}

/** What an exploration took. */
const effort: ReadonlySet<string> = new Set<keyof CheckResult>([
  "ms",
  "nodes",
  "unfolded",
  "replayed",
  "bytes",
  "sleepSetBlocked",
]);
