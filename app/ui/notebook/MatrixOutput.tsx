import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import { FindingActions } from "../findings/FindingActions.js";
import { type BoxPlace, MatrixView } from "../result/MatrixView.js";
import { recordedVerdicts } from "../result/recorded-verdicts.js";
import styles from "./CellOutput.module.css";
import { Check } from "./Check.js";
import type { NotebookController } from "./controller.js";
import type { CellOutput } from "./outputs.js";

/** A sweep with the check of the box that is open. */
export function MatrixOutput({
  controller,
  cell,
  output,
  matrix,
  stale,
}: {
  readonly controller: NotebookController;
  readonly cell: string;
  readonly output: CellOutput;
  readonly matrix: Matrix;
  readonly stale: string | null;
}): ReactNode {
  const [open, setOpen] = useState<BoxPlace | null>(null);
  const record = useStore(controller.store, (state) => state.savedResults.get(cell));
  const box = open === null ? null : (matrix.boxes.at(open.row)?.at(open.column) ?? null);
  const checks = output.checks.flatMap((each, index) =>
    each?.series === matrix.name ? [index] : [],
  );
  return (
    <div className={styles.matrix}>
      <MatrixView
        matrix={matrix}
        open={open}
        onOpen={setOpen}
        recorded={record === undefined ? undefined : recordedVerdicts(matrix, record)}
      />
      <div className={styles.actions}>
        <FindingActions cell={cell} scenario="" />
      </div>
      {box !== null && (
        <Check
          key={`${box.result} ${box.property.property}`}
          controller={controller}
          cell={cell}
          check={checks[box.result]}
          result={matrix.results[box.result]}
          reports={output.checks[checks[box.result]]?.reports ?? []}
          stale={stale}
          first={box.property.property}
        />
      )}
    </div>
  );
}
