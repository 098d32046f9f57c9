/** What a cell's heading and the outline say about it. */
import type { PropertyResult } from "../../../engine/check/result.js";
import type { CellRecord } from "../../notebook/results/record.js";
import type { CellSummary, NotebookSummary } from "../analysis/summary.js";
import type { StatusTone } from "../result/verdicts.js";
import type { CellOutput } from "./outputs.js";

/** A cell in one word, or a few. */
export interface CellStatus {
  readonly text: string;
  /** The glyph to show; null for none. */
  readonly tone: StatusTone | null;
}

/**
 * The status of a cell: what it is doing, or what it found. A result whose source has changed is
 * stale whatever it says.
 *
 * @param summary undefined before the first analysis
 * @param output undefined for a cell that was not run in this session
 * @param record undefined for a cell that has none
 */
export function cellStatus(
  summary: CellSummary | undefined,
  output: CellOutput | undefined,
  record: CellRecord | undefined,
): CellStatus {
  if (output === undefined) {
    if (summary === undefined) return { text: "", tone: null };
    const { kind } = summary.freshness;
    if (kind === "stale") return { text: "stale", tone: "stale" };
    if (kind !== "current" || record === undefined) return { text: "not run", tone: null };
    const { text, tone } = known(record, () => verdictsOf(record));
    return { text: text === "done" ? "recorded" : `recorded: ${text}`, tone };
  }
  switch (output.phase) {
    case "queued":
    case "running":
    case "interrupted":
    case "failed":
      return { text: output.phase, tone: output.phase };
    case "blocked":
      return { text: `needs ${output.blockedBy ?? "another cell"}`, tone: "failed" };
    case "done":
      if (summary !== undefined && summary.key !== output.key) {
        return { text: "stale", tone: "stale" };
      }
      return known(output, () =>
        verdictsOf({
          checks: output.checks.flatMap((each) => (each === null ? [] : [each.result])),
          workloads: output.workloads,
        }),
      );
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

/** A verdict and the one that was expected; of a property, or of a series of workloads. */
type Told = Pick<PropertyResult, "verdict" | "expected">;

/** All verdicts of a cell; a series that failed speaks for the check of its failing workload. */
function verdictsOf({
  checks,
  workloads,
}: {
  readonly checks: readonly { readonly scenario: string; readonly properties: readonly Told[] }[];
  readonly workloads: readonly (Told & {
    readonly result: { readonly scenario: string } | null;
  })[];
}): Told[] {
  const drawn = new Set(workloads.map(({ result }) => result?.scenario));
  const own = checks.filter(({ scenario }) => !drawn.has(scenario));
  return [...own.flatMap(({ properties }) => properties), ...workloads];
}

const statuses = new WeakMap<CellOutput | CellRecord, CellStatus>();

/** Worked out once for what never changes; every cell is asked with every key. */
function known(of: CellOutput | CellRecord, verdicts: () => readonly Told[]): CellStatus {
  let status = statuses.get(of);
  if (status === undefined) {
    status = found(verdicts());
    statuses.set(of, status);
  }
  return status;
}

/** What stands for all verdicts: what is not as expected, else what is open, else what fails. */
function found(verdicts: readonly Told[]): CellStatus {
  if (verdicts.length === 0) return { text: "done", tone: null };
  const fails = ({ verdict }: Told): boolean => verdict === "violated" || verdict === "unreachable";
  const decided = verdicts.filter(({ verdict }) => verdict !== "undecided");
  const surprises = decided.filter(({ verdict, expected }) => verdict !== expected);
  const failing = decided.filter(fails).length;
  const violations = failing === 1 ? "1 violation" : `${failing} violations`;
  if (surprises.length > 0) {
    const all = surprises.length === failing && surprises.every(fails);
    return { text: all ? violations : `${surprises.length} not as expected`, tone: "violated" };
  }
  if (decided.length < verdicts.length) return { text: "undecided", tone: "undecided" };
  if (failing > 0) return { text: `${violations}, as expected`, tone: "expected" };
  return { text: "holds", tone: "holds" };
}
