import { type ReactNode, useState } from "react";
import type { CellRecord } from "../../notebook/results/record.js";
import { useDelayed } from "../browser/use-delayed.js";
import { duration } from "../format/digits.js";
import { progressText } from "../format/progress-text.js";
import { VerdictGlyph } from "../parts/icons.js";
import { ExplorationPlot } from "../result/ExplorationPlot.js";
import { cellStatus } from "./cell-status.js";
import type { CellSummary } from "../analysis/summary.js";
import type { CellOutput } from "./outputs.js";
import styles from "./RunStatus.module.css";

/** What a cell found, or how far it is: the right part of its heading, which never changes height. */
export function RunStatus({
  summary,
  output,
  record,
}: {
  readonly summary: CellSummary | undefined;
  readonly output: CellOutput | undefined;
  readonly record: CellRecord | undefined;
}): ReactNode {
  const under = output?.phase === "running" || output?.phase === "queued";
  const late = useDelayed(under);
  // For a moment the heading goes on saying what it said before.
  const told = under && !late ? (output.before ?? undefined) : output;
  const status = cellStatus(summary, told, record);
  const ms = told?.ms ?? null;
  return (
    <>
      <span
        className={`${styles.status} ${status.tone === null ? "" : (styles[status.tone] ?? "")}`}
      >
        {status.tone !== null && <VerdictGlyph tone={status.tone} />}
        {status.text}
      </span>
      <span className={styles.space} />
      {late && output !== undefined && <Progress output={output} />}
      {!late && ms !== null && ms > 0 && <span className={styles.status}>{duration(ms)}</span>}
    </>
  );
}

function Progress({ output }: { readonly output: CellOutput }): ReactNode {
  const [open, setOpen] = useState(false);
  const last = output.progress.at(-1);
  if (last === undefined) return null;
  return (
    <span className={styles.progress}>
      <button
        type="button"
        className={styles.figures}
        aria-expanded={open}
        title={`${last.scenario}: show how the search goes`}
        onClick={() => setOpen(!open)}
      >
        {progressText(last)}
      </button>
      <progress
        className={styles.bar}
        aria-label="Share explored"
        value={last.fraction ?? undefined}
        max={1}
      />
      {open && (
        <span className={styles.plot}>
          <ExplorationPlot reports={output.progress} />
        </span>
      )}
    </span>
  );
}
