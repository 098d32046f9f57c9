import { type ReactNode, useState } from "react";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import { renderWorkloads } from "../../../engine/report/render-workloads.js";
import type { CellRecord } from "../../notebook/results/record.js";
import type { CellSummary } from "../analysis/summary.js";
import { count, digits } from "../format/digits.js";
import { type BoxPlace, MatrixView } from "../result/MatrixView.js";
import { VerdictCard } from "../result/VerdictCard.js";
import styles from "./CellOutput.module.css";
import { Check } from "./Check.js";
import type { NotebookController } from "./controller.js";
import { type CellOutput, ownChecks } from "./outputs.js";
import { matrixOfRecord, resultOfRecord } from "./record-output.js";

/** What the output of a cell needs. */
export interface CellOutputProps {
  readonly controller: NotebookController;
  readonly cell: CellSummary;
  readonly output: CellOutput;
  /** File line of the cell's first line of code. */
  readonly firstLine: number;
}

/** Everything that running a cell has given so far. */
export function CellOutputView(props: CellOutputProps): ReactNode {
  const { controller, cell, output, firstLine } = props;
  const changed = output.phase === "done" && output.key !== cell.key;
  const stale = changed ? "The cell, or what it needs, has changed since this was found." : null;
  return (
    <div className={styles.output}>
      {output.phase === "running" && <Running output={output} />}
      {output.problems.map(({ place, message, hint }) => (
        <p key={`${place?.line ?? 0} ${message}`} role="alert" className={styles.problem}>
          <strong>{message}</strong>{" "}
          {place !== null && place.line >= firstLine && (
            <span className={styles.where}>
              line {place.line - firstLine + 1}, column {place.column}
            </span>
          )}{" "}
          <span className={styles.hint}>{hint}</span>
        </p>
      ))}
      {output.phase === "blocked" && (
        <p className={styles.note}>Not run, because it needs cell {output.blockedBy}.</p>
      )}
      {output.phase === "interrupted" && <p className={styles.note}>Interrupted.</p>}
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
      {ownChecks(output).map(({ check, result }) => (
        <Check
          key={check}
          controller={controller}
          cell={cell.name}
          check={check}
          result={result}
          stale={stale}
        />
      ))}
      {output.matrices.map((matrix) => (
        <MatrixOutput key={matrix.name} {...props} matrix={matrix} stale={stale} />
      ))}
      {output.workloads.map((workloads) => (
        <pre key={workloads.name} className={styles.text}>
          {renderWorkloads(workloads)}
        </pre>
      ))}
      {output.value !== null && <pre className={styles.text}>{output.value}</pre>}
    </div>
  );
}

/** A search under way; it appears after a moment only, so that quick ones do not flicker. */
function Running({ output }: { readonly output: CellOutput }): ReactNode {
  const last = output.progress.at(-1);
  if (last === undefined) return null;
  const noun = last.engine === "states" ? "state" : "execution";
  const rate = last.ms > 0 ? Math.round((last.explored / last.ms) * 1000) : 0;
  return (
    <p className={styles.running} role="status">
      <progress
        className={styles.bar}
        aria-label="Share explored"
        value={last.fraction ?? undefined}
        max={1}
      />
      {last.scenario}: {count(last.explored, noun)}, {digits(rate)} per second, depth{" "}
      {digits(last.depth)}
    </p>
  );
}

/** What became of known counterexamples, while (and after) the changed code is explored. */
function Replayed({ output }: { readonly output: CellOutput }): ReactNode {
  return [...output.replayed].map(([check, { property, outcome, message }]) => {
    if (outcome === "violated" || outcome === "witnessed") {
      if (output.phase !== "running") return null;
      return (
        <p key={check} className={styles.note}>
          {property}: the known interleaving still shows it; exploring ...
        </p>
      );
    }
    return (
      <p key={check} className={styles.note}>
        {property}: the known interleaving{" "}
        {outcome === "passed" ? "no longer fails" : `no longer exists (${message ?? "it changed"})`}
        {output.phase === "running" ? "; exploring ..." : "."}
      </p>
    );
  });
}

/** A matrix with the check of the box that is open. */
function MatrixOutput({
  controller,
  cell,
  output,
  matrix,
  stale,
}: CellOutputProps & { readonly matrix: Matrix; readonly stale: string | null }): ReactNode {
  const [open, setOpen] = useState<BoxPlace | null>(null);
  const box = open === null ? null : matrix.boxes[open.row][open.column];
  const checks = output.checks.flatMap((each, index) =>
    each?.series === matrix.name ? [index] : [],
  );
  return (
    <div className={styles.matrix}>
      <MatrixView matrix={matrix} open={open} onOpen={setOpen} />
      {box !== null && (
        <Check
          key={`${box.result} ${box.property.property}`}
          controller={controller}
          cell={cell.name}
          check={checks[box.result]}
          result={matrix.results[box.result]}
          stale={stale}
          first={box.property.property}
        />
      )}
    </div>
  );
}

/** What an earlier session found: verdicts at once, interleavings when the cell runs. */
export function RecordedOutput({
  record,
  because,
}: {
  readonly record: CellRecord;
  /** What has changed since; null when nothing has. */
  readonly because: string | null;
}): ReactNode {
  const stale = because === null ? null : `Recorded earlier; since then ${because} changed.`;
  const [open, setOpen] = useState<string | null>(null);
  const results = record.checks.map(resultOfRecord);
  const swept = new Set(record.matrices.flatMap(({ boxes }) => boxes.flat()));
  return (
    <div className={styles.output}>
      <p className={styles.note}>
        {stale ?? "Recorded earlier; run the cell to see interleavings."}
      </p>
      {results.map(
        (result, index) =>
          !swept.has(index) && (
            <VerdictCard key={index} result={result} stale={stale} open={open} onOpen={setOpen} />
          ),
      )}
      {record.matrices.map((matrix) => (
        <MatrixView
          key={matrix.name}
          matrix={matrixOfRecord(matrix, results)}
          open={null}
          onOpen={() => undefined}
        />
      ))}
    </div>
  );
}
