/** What a cell's heading and the outline say about it. */
import type { CellSummary, NotebookSummary } from "../analysis/summary.js";
import type { Tone } from "../result/verdicts.js";
import type { CellOutput } from "./outputs.js";

/** A cell in one word, or a few. */
export interface CellStatus {
  readonly text: string;
  /** The glyph to show; null for none. */
  readonly tone: Tone | null;
}

/**
 * The status of a cell: what it is doing, or what it found. A result whose source has changed is
 * stale whatever it says.
 *
 * @param summary undefined before the first analysis
 * @param output undefined for a cell that was not run in this session
 */
export function cellStatus(
  summary: CellSummary | undefined,
  output: CellOutput | undefined,
): CellStatus {
  if (output === undefined) {
    if (summary === undefined) return { text: "", tone: null };
    const { kind } = summary.freshness;
    if (kind === "current") return { text: "recorded", tone: null };
    return kind === "stale" ? { text: "stale", tone: "stale" } : { text: "not run", tone: null };
  }
  switch (output.phase) {
    case "queued":
    case "running":
      return { text: output.phase, tone: null };
    case "failed":
    case "interrupted":
      return { text: output.phase, tone: "violated" };
    case "blocked":
      return { text: `needs ${output.blockedBy ?? "another cell"}`, tone: "violated" };
    case "done":
      if (summary !== undefined && summary.key !== output.key) {
        return { text: "stale", tone: "stale" };
      }
      return found(output);
  }
}

/** Whether a cell's output is that of its present source. */
export function isCurrent({ key }: CellSummary, output: CellOutput | undefined): boolean {
  return output?.phase === "done" && output.key === key;
}

/** Names of the cells that have no current result, neither of this session nor recorded. */
export function staleCells(
  { cells }: NotebookSummary,
  outputs: ReadonlyMap<string, CellOutput>,
): string[] {
  return cells
    .filter((cell) => {
      const output = outputs.get(cell.name);
      if (output === undefined) return cell.freshness.kind !== "current";
      return !isCurrent(cell, output);
    })
    .map(({ name }) => name);
}

function found({ checks, workloads }: CellOutput): CellStatus {
  const properties = checks.flatMap((each) => each?.result.properties ?? []);
  const verdicts = [
    ...properties.map(({ verdict }) => verdict),
    ...workloads.map((w) => w.verdict),
  ];
  if (verdicts.length === 0) return { text: "done", tone: null };
  const bad = verdicts.filter((each) => each === "violated" || each === "unreachable").length;
  if (bad > 0) return { text: bad === 1 ? "1 violation" : `${bad} violations`, tone: "violated" };
  return verdicts.includes("undecided")
    ? { text: "undecided", tone: "undecided" }
    : { text: "holds", tone: "holds" };
}
