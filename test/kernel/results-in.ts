import type { CellEvent } from "../../app/kernel/protocol.js";

/** The results among some events, as text without running times. */
export function resultsIn(events: readonly CellEvent[]): string[] {
  return events
    .filter(({ type }) => type === "result" || type === "workloads" || type === "matrix")
    .map((event) =>
      JSON.stringify(event, (key, value: unknown) => {
        if (key === "ms") return 0;
        return typeof value === "bigint" ? `${value}n` : value;
      }),
    );
}
