import { Fragment, type ReactNode, useState } from "react";
import { resultOf } from "../../../engine/check/recorded.js";
import type { CellRecord } from "../../notebook/results/record.js";
import { showMatrix } from "../../notebook/results/show-matrix.js";
import type { CellSummary } from "../analysis/summary.js";
import { localTime } from "../format/local-time.js";
import controls from "../parts/controls.module.css";
import { type BoxPlace, MatrixView } from "../result/MatrixView.js";
import { OutcomeHistogram } from "../result/OutcomeHistogram.js";
import { VerdictCard } from "../result/VerdictCard.js";
import { WorkloadsCard } from "../result/WorkloadsCard.js";
import styles from "./CellOutput.module.css";
import type { NotebookController } from "./controller.js";
import { staleText } from "./stale-text.js";

/** What an earlier session found: verdicts at once, interleavings when they are asked for. */
export function RecordedOutput({
  controller,
  cell,
  record,
}: {
  readonly controller: NotebookController;
  readonly cell: CellSummary;
  readonly record: CellRecord;
}): ReactNode {
  const current = cell.freshness.kind === "current";
  const stale = staleText(cell.freshness, current);
  const [open, setOpen] = useState<BoxPlace | null>(null);
  const results = record.checks.map(resultOf);
  const swept = new Set(record.matrices.flatMap(({ boxes }) => boxes.flat()));
  const names = [cell.name];
  if (results.length === 0 && record.workloads.length === 0) return null;
  return (
    <div className={styles.output}>
      <p className={styles.note}>
        Recorded {localTime(record.recorded)}.{" "}
        <button
          type="button"
          className={controls.button}
          onClick={() => void controller.running.run({ type: current ? "recall" : "cells", names })}
        >
          {current ? "Show interleavings" : "Run again"}
        </button>
      </p>
      {record.workloads.map((workloads) => (
        <WorkloadsCard key={workloads.name} workloads={workloads} ms={null} stale={stale} />
      ))}
      {results.map(
        (result, index) =>
          !swept.has(index) && (
            <Fragment key={index}>
              <VerdictCard result={result} stale={stale} open={null} onOpen={() => undefined} />
              {result.outcomes.length > 1 && (
                <div className={styles.outcomes}>
                  <OutcomeHistogram result={result} />
                </div>
              )}
            </Fragment>
          ),
      )}
      {record.matrices.map((matrix) => {
        const shown = showMatrix(matrix, results);
        const box = open === null ? null : (shown.boxes.at(open.row)?.at(open.column) ?? null);
        return (
          <div key={matrix.name} className={styles.matrix}>
            <MatrixView matrix={shown} open={open} onOpen={setOpen} />
            {box !== null && (
              <VerdictCard
                result={results[box.result]}
                stale={stale}
                open={null}
                onOpen={() => undefined}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
