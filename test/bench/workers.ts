/** How much faster two workers are than one on a search of more than 5 million states. */
import type { CheckResult } from "../../engine/check/result.js";
import type { Cells } from "../crew/cells.js";
import { bundleKernel } from "../crew/crew.js";

/** A whole check by one and by two workers, in turns. */
export interface WorkersTime {
  readonly scenario: string;
  readonly states: number | null;
  readonly transitions: number;
  /** Milliseconds of each run, in order, starting of helpers included. */
  readonly one: readonly number[];
  readonly two: readonly number[];
  /** Shortest run of one worker over shortest run of two. */
  readonly speedup: number;
}

const cells: Cells = { models: [{ ring: [4, 7, 4] }], memory: "sc" };
/** Runs of each kind. */
const runs = 3;

/** Measures; the two kinds of runs alternate, so that a busy machine slows down both. */
export async function measureWorkers(): Promise<WorkersTime> {
  const kernel = await bundleKernel();
  const times: Record<1 | 2, number[]> = { 1: [], 2: [] };
  let last: CheckResult | null = null;
  for (let run = 0; run < runs; run++) {
    for (const workers of [1, 2] as const) {
      const { results, ms } = await kernel.run({ cells, workers });
      times[workers].push(ms);
      last = results[0] as CheckResult;
    }
  }
  await kernel.remove();
  const { scenario, states, transitions } = last!;
  const speedup = Math.min(...times[1]) / Math.min(...times[2]);
  return { scenario, states, transitions, one: times[1], two: times[2], speedup };
}

/** The measurement as lines of text. */
export function workersLines({ scenario, states, one, two, speedup }: WorkersTime): string {
  const count = states?.toLocaleString("en-US") ?? "no";
  const list = (ms: readonly number[]) => ms.map((n) => `${n.toFixed(0)} ms`).join(", ");
  return (
    `${scenario}, ${count} states, a whole check\n` +
    `  one worker   ${list(one)}\n` +
    `  two workers  ${list(two)}: ${speedup.toFixed(2)} times faster (shortest runs)\n`
  );
}
