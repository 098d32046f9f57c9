/** Findings as data for other programs. */
import { toJson } from "../../engine/report/data.js";
import type { Findings } from "./finding.js";

/** Version of the format; it grows when a field changes its meaning or goes away. */
const version = 1;

/**
 * All data of the findings as JSON text that ends with a newline: verdicts, counts, interleavings
 * step by step. Fields stand in a fixed order, counts that may exceed what a JSON number holds are
 * decimal strings, and there are no times, so two runs give the same bytes.
 */
export function renderJson({ notebook, title, chosen, overviews }: Findings): string {
  const findings = chosen.map(({ cell, heading, uses, result }) => {
    const { ms: _, ...rest } = result;
    return { cell, heading, uses, result: toJson(rest) };
  });
  return `${JSON.stringify({ format: "heddle-findings", version, notebook, title, findings, overviews }, null, 2)}\n`;
}
