import type { Progress } from "../../engine/check/host.js";
import type { Screen } from "./surroundings.js";

/** Milliseconds before a check is worth a progress line. */
const patience = 300;

/** One line on a terminal that is rewritten in place; without a terminal it does nothing. */
export class ProgressLine {
  private shown = false;

  /** @param screen standard error */
  constructor(private readonly screen: Screen) {}

  /** Shows how far a check is, once it takes longer than a moment. */
  show(progress: Progress): void {
    if (this.screen.isTTY !== true || progress.ms < patience) return;
    // Some pseudo-terminals say they have no columns at all.
    const width = Math.max(20, (this.screen.columns || 80) - 1);
    const text = describeProgress(progress);
    const fitted = text.length > width ? `${text.slice(0, width - 3)}...` : text;
    this.screen.write(`\r\x1b[2K${fitted}`);
    this.shown = true;
  }

  /** Removes the line; anything else may be printed then. */
  clear(): void {
    if (this.shown) this.screen.write("\r\x1b[2K");
    this.shown = false;
  }
}

/** Characters of the bar. */
const barWidth = 20;
/** Share of a search below which nothing is said about how long the rest takes. */
const leastShare = 0.02;

/**
 * How far a check is: a bar and the time left where there is an estimate, figures, and the scenario's
 * name last, so that a narrow terminal cuts that.
 */
export function describeProgress(progress: Progress): string {
  const { engine, explored, depth, fraction, ms, scenario, workloads } = progress;
  const unit = engine === "states" ? "states" : "executions";
  const rate = Math.round((explored * 1000) / Math.max(1, ms));
  const where =
    workloads === undefined
      ? `depth ${grouped(depth)}`
      : `workload ${grouped(workloads.done)} of ${grouped(workloads.of)}`;
  const parts = [`${grouped(explored)} ${unit}`, `${grouped(rate)}/s`, where];
  if (fraction === null) return `${parts.join(", ")}: ${scenario}`;
  if (fraction >= leastShare)
    parts.unshift(`about ${duration((ms / fraction) * (1 - fraction))} left`);
  const percent = `${Math.floor(fraction * 100)} %`.padStart(5);
  return `${bar(fraction)}${percent}, ${parts.join(", ")}: ${scenario}`;
}

function bar(fraction: number): string {
  const done = Math.floor(Math.min(1, fraction) * barWidth);
  return `[${"#".repeat(done)}${"-".repeat(barWidth - done)}]`;
}

/** A rough length of time: `8 s`, `3 min`, `2 h 5 min`. */
function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`;
}

function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}
