import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef } from "react";
import type { Verdict } from "../../../engine/check/result.js";
import { VERDICT_WORDS } from "../../../engine/report/verdict.js";
import type { Matrix, MatrixBox, MatrixColumn } from "../../../engine/sweep/matrix.js";
import { count, digits } from "../format/digits.js";
import controls from "../parts/controls.module.css";
import { VerdictGlyph } from "../parts/icons.js";
import { headRows } from "./matrix-head.js";
import styles from "./MatrixView.module.css";
import { TONES } from "./verdicts.js";

/** A box by its place. */
export interface BoxPlace {
  readonly row: number;
  readonly column: number;
}

/** What a matrix needs. */
export interface MatrixViewProps {
  readonly matrix: Matrix;
  /** The box whose check is shown; null for none. */
  readonly open: BoxPlace | null;
  readonly onOpen: (place: BoxPlace | null) => void;
  /** Indices into the matrix's results of the checks that have been made; null for all. */
  readonly made?: ReadonlySet<number> | null;
  /** Verdicts as recorded earlier, by row and column; boxes that differ are outlined. */
  readonly recorded?: readonly (readonly (Verdict | null)[])[];
}

/** A sweep: verdicts by row and column, each of which opens its check. */
export function MatrixView(props: MatrixViewProps): ReactNode {
  const { matrix, open, made = null } = props;
  const table = useRef<HTMLTableElement>(null);
  const head = headRows(matrix.columns);

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES.get(event.key);
    if (move === undefined || !(event.target instanceof HTMLElement)) return;
    const { row, column } = event.target.dataset;
    if (row === undefined || column === undefined) return;
    event.preventDefault();
    const [rows, columns] = move;
    const steps = Math.max(matrix.rows.length, matrix.columns.length);
    // Boxes that have not been checked, or do not exist, are leapt over.
    for (let n = 1; n < steps; n++) {
      const selector = `[data-row="${Number(row) + n * rows}"][data-column="${Number(column) + n * columns}"]`;
      const box = table.current?.querySelector<HTMLElement>(selector);
      if (box == null) continue;
      box.focus();
      break;
    }
  };
  /** The box that the tab key leads to; arrows lead on from there. */
  const entry = open ?? firstBox(props);

  return (
    <div className={styles.scroller}>
      <table ref={table} className={styles.matrix} onKeyDown={onKeyDown}>
        <caption>
          {matrix.name}{" "}
          <span>
            {made === null
              ? "with the number of interleavings that fail or show it"
              : `${digits(made.size)} of ${count(matrix.results.length, "check")} made`}
          </span>
        </caption>
        <thead>
          {head.map((cells, level) => (
            <tr key={level}>
              <td />
              {cells.map(({ text, span }, index) => (
                <th key={index} colSpan={span} scope={span > 1 ? "colgroup" : "col"}>
                  {text}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {matrix.rows.map((name, row) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {matrix.boxes[row].map((box, column) => (
                <td key={column}>
                  <Box
                    {...props}
                    box={box}
                    place={{ row, column }}
                    isEntry={row === entry?.row && column === entry.column}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function firstBox({ matrix, made }: MatrixViewProps): BoxPlace | null {
  for (const [row, boxes] of matrix.boxes.entries()) {
    const column = boxes.findIndex((box) => box !== null && made?.has(box.result) !== false);
    if (column >= 0) return { row, column };
  }
  return null;
}

const MOVES: ReadonlyMap<string, readonly [rows: number, columns: number]> = new Map([
  ["ArrowUp", [-1, 0]],
  ["ArrowDown", [1, 0]],
  ["ArrowLeft", [0, -1]],
  ["ArrowRight", [0, 1]],
]);

function Box(
  props: MatrixViewProps & {
    readonly box: MatrixBox | null;
    readonly place: BoxPlace;
    readonly isEntry: boolean;
  },
): ReactNode {
  const { matrix, box, place, open, recorded } = props;
  if (box === null) {
    return (
      <span className={styles.none} title="This check has no such property">
        {"\u2013"}
      </span>
    );
  }
  if (props.made?.has(box.result) === false) {
    return (
      <span className={styles.none} title="Not checked yet">
        <span aria-hidden="true">{"\u2026"}</span>
        <span className={controls.hidden}>not checked yet</span>
      </span>
    );
  }
  const { verdict, failing, asExpected } = box.property;
  const tone = TONES[verdict];
  const isOpen = open !== null && open.row === place.row && open.column === place.column;
  const before = recorded?.[place.row]?.[place.column] ?? null;
  const changed = before !== null && before !== verdict;
  const shown = failing !== null && failing > 0n ? digits(failing) : "";
  return (
    <button
      type="button"
      className={[styles.box, styles[tone] ?? "", changed ? styles.changed : ""].join(" ")}
      style={{ "--tone": `var(--${tone})` } as CSSProperties}
      aria-pressed={isOpen}
      title={changed ? `was ${VERDICT_WORDS[before].toLowerCase()}` : undefined}
      tabIndex={props.isEntry ? 0 : -1}
      data-row={place.row}
      data-column={place.column}
      onClick={() => props.onOpen(isOpen ? null : place)}
    >
      <VerdictGlyph tone={tone} />
      <span>
        <span className={controls.hidden}>
          {matrix.rows[place.row]}, {columnName(matrix.columns[place.column])}:{" "}
        </span>
        {VERDICT_WORDS[verdict].toLowerCase()}
      </span>
      {!asExpected && (
        <span className={styles.unexpected} title="not as expected">
          <span aria-hidden="true">!</span>
          <span className={controls.hidden}>not as expected</span>
        </span>
      )}
      {changed && (
        <span className={controls.hidden}>was {VERDICT_WORDS[before].toLowerCase()}</span>
      )}
      <span className={styles.count}>{shown}</span>
    </button>
  );
}

function columnName({ variant, memory, property }: MatrixColumn): string {
  return [variant, memory, property].filter((part) => part !== null).join(", ");
}
