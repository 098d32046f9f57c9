/** What a series of random workloads came to, as text. */
import type { WorkloadsResult } from "../workloads/result.js";
import { ascii } from "./ascii.js";
import { counted, grouped } from "./numbers.js";
import { wrap } from "./wrap.js";

/** A few lines of at most 72 columns: verdict, how much was explored, how to replay. */
export function renderWorkloads(result: WorkloadsResult): string {
  const { name, verdict, expected, workloads, states, seed, path, smallest, shrinks } = result;
  const explored = `${grouped(workloads)} workloads, every interleaving of each`;
  const sum = `${grouped(states)} states in all; seed ${seed}`;
  const lines = wrap(ascii(name));
  lines.push("");
  if (verdict === "holds") {
    lines.push(...wrap(explored, "HOLDS  ", "       "));
    if (expected === "violated")
      lines.push("       NOT AS EXPECTED (expected a workload that fails)");
  } else if (verdict === "undecided") {
    lines.push(...wrap(`a budget was met in some of ${explored}`, "UNDECIDED  ", "           "));
  } else {
    const steps = shrinks === 0 ? "as drawn" : `after ${counted(shrinks, "step")} of shrinking`;
    const asExpected = expected === "violated" ? ", as expected" : "";
    const by = `by workload number ${grouped(workloads)}${asExpected}`;
    lines.push(...wrap(by, "VIOLATED  ", "          "));
    lines.push(...wrap(`smallest (${steps}): ${ascii(smallest ?? "")}`, "  ", "    "));
    lines.push(`  replay: { seed: ${seed}, path: "${path ?? ""}" }`);
  }
  lines.push("", ...wrap(sum));
  return `${lines.join("\n")}\n`;
}
