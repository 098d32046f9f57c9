import { type ReactNode, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import { FindingActions } from "../findings/FindingActions.js";
import { type BoxPlace, MatrixView } from "../result/MatrixView.js";
import { recordedVerdicts } from "../result/recorded-verdicts.js";
import styles from "./CellOutput.module.css";
import { Check } from "./Check.js";
import type { NotebookController } from "./controller.js";
import type { Focus } from "./notebook-state.js";
import type { CellOutput } from "./outputs.js";

/** A sweep with the check of the box that is open. */
export function MatrixOutput({
  controller,
  cell,
  output,
  matrix,
  made,
  stale,
}: {
  readonly controller: NotebookController;
  readonly cell: string;
  readonly output: CellOutput;
  readonly matrix: Matrix;
  /** Indices into its results of the checks that have been made; null for all. */
  readonly made: ReadonlySet<number> | null;
  readonly stale: string | null;
}): ReactNode {
  const [open, setOpen] = useState<BoxPlace | null>(null);
  const record = useStore(controller.store, (state) => state.savedResults.get(cell));
  const opened = useRef<HTMLDivElement>(null);
  const box = open === null ? null : (matrix.boxes.at(open.row)?.at(open.column) ?? null);
  const checks = output.checks.flatMap((each, index) =>
    each?.series === matrix.name ? [index] : [],
  );
  // Whatever leads to an interleaving of a box, a link for one, opens the box.
  const looked = useStore(controller.store, ({ focus }) =>
    focus?.cell === cell && focus.whatIf === undefined ? focus : null,
  );
  const key = looked === null ? null : `${looked.check} ${looked.property}`;
  const [keyBefore, setKeyBefore] = useState<string | null>(null);
  if (key !== keyBefore) {
    setKeyBefore(key);
    const place = looked === null ? null : placeOf(matrix, checks.indexOf(looked.check), looked);
    if (place !== null) setOpen(place);
  }
  // The box stays where it is; what it opens comes into sight below.
  useEffect(() => {
    if (open !== null) opened.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  return (
    <div className={styles.matrix}>
      <MatrixView
        matrix={matrix}
        made={made}
        open={open}
        onOpen={setOpen}
        recorded={record === undefined ? undefined : recordedVerdicts(matrix, record)}
      />
      <div className={styles.actions}>
        <FindingActions cell={cell} scenario="" />
      </div>
      {box !== null && (
        <div className={styles.opened}>
          <div ref={opened} className={styles.top} />
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
        </div>
      )}
    </div>
  );
}

/**
 * The box of a property of a check, or of the check's first property that has one; null when the
 * check has none.
 */
function placeOf(
  { boxes }: Matrix,
  result: number,
  { property }: Pick<Focus, "property">,
): BoxPlace | null {
  const places = boxes.flatMap((row, at) =>
    row.flatMap((box, column) => (box?.result === result ? [{ row: at, column, box }] : [])),
  );
  const place = places.find(({ box }) => box.property.property === property) ?? places.at(0);
  return place === undefined ? null : { row: place.row, column: place.column };
}
