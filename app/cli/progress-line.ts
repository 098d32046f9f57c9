import type { Progress } from "../../engine/check/host.js";

/** Milliseconds before a check is worth a progress line. */
const patience = 300;

/** Where the line is drawn: standard error, when it is a terminal. */
interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One line on a terminal that is rewritten in place; without a terminal it does nothing. */
export class ProgressLine {
  private shown = false;

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

/** Figures first, so that a narrow terminal cuts the scenario's name. */
export function describeProgress(progress: Progress): string {
  const { engine, explored, depth, fraction, ms, scenario } = progress;
  const unit = engine === "states" ? "states" : "executions";
  const rate = Math.round((explored * 1000) / Math.max(1, ms));
  const parts = [`${grouped(explored)} ${unit}`, `${grouped(rate)}/s`, `depth ${grouped(depth)}`];
  if (fraction !== null) parts.push(`about ${Math.floor(fraction * 100)} %`);
  return `${parts.join(", ")}: ${scenario}`;
}

function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}
