import type { ReactNode } from "react";
import { useDelayed } from "../browser/use-delayed.js";
import type { CellSummary } from "../analysis/summary.js";
import { FindingActions } from "../findings/FindingActions.js";
import { WorkloadsCard } from "../result/WorkloadsCard.js";
import styles from "./CellOutput.module.css";
import { CellProblems } from "./CellProblems.js";
import { Check } from "./Check.js";
import type { NotebookController } from "./controller.js";
import { MatrixOutput } from "./MatrixOutput.js";
import { type CellOutput, ownChecks, ownMatrices, ownSeries } from "./outputs.js";
import { Replayed } from "./Replayed.js";
import { staleText } from "./stale-text.js";

/** What the output of a cell needs. */
export interface CellOutputProps {
  readonly controller: NotebookController;
  readonly cell: CellSummary;
  readonly output: CellOutput;
  /** File line of the cell's first line of code. */
  readonly firstLine: number;
}

/** What is said of a result that the run under way has not found again yet. */
const EARLIER = "Found by the run before; this one is under way.";

/** Everything that running a cell has given so far. */
export function CellOutputView(props: CellOutputProps): ReactNode {
  const { controller, cell, output } = props;
  const { phase, key, before } = output;
  const late = useDelayed(phase === "running");
  const staleOf = (found: string | null): string | null =>
    staleText(cell.freshness, found === null || found === cell.key);
  const stale = staleOf(key);
  const earlierText = late ? EARLIER : staleOf(before?.key ?? null);
  const shown = { controller, cell: cell.name };
  return (
    <div className={styles.output}>
      <CellProblems {...props} />
      {phase === "blocked" && (
        <p className={styles.note}>Not run, because it needs cell {output.blockedBy}.</p>
      )}
      {phase === "interrupted" && <p className={styles.note}>Interrupted.</p>}
      {output.checks.some((each) => each?.recalled === true) && (
        <p className={styles.note}>As recorded; nothing was explored.</p>
      )}
      <Replayed output={output} />
      {output.console.length > 0 && (
        <pre className={styles.text} aria-label="Printed">
          {output.console.map(({ level, text }, index) => (
            <span key={index} className={styles[level]}>
              {text}
              {"\n"}
            </span>
          ))}
        </pre>
      )}
      {ownSeries(output).map(({ workloads, earlier }) => (
        <WorkloadsCard
          key={workloads.name}
          workloads={workloads}
          ms={workloads.ms}
          stale={earlier ? earlierText : stale}
          actions={<FindingActions cell={cell.name} scenario="" />}
        />
      ))}
      {ownChecks(output).map(({ check, result, reports, earlier }) => (
        <Check
          {...shown}
          key={check}
          check={check}
          result={result}
          reports={reports}
          stale={earlier ? earlierText : stale}
        />
      ))}
      {ownMatrices(output).map(({ matrix, earlier, made }) => (
        <MatrixOutput
          {...shown}
          key={matrix.name}
          output={earlier ? (before ?? output) : output}
          matrix={matrix}
          made={made}
          stale={earlier ? earlierText : stale}
        />
      ))}
      {output.value !== null && <pre className={styles.text}>{output.value}</pre>}
    </div>
  );
}
