import type { ReactNode } from "react";
import { useStore } from "zustand";
import controls from "../parts/controls.module.css";
import type { CellOutputProps } from "./CellOutput.js";
import styles from "./CellOutput.module.css";
import { showPlace } from "./show-place.js";

/** Why a cell has failed, and the way on where the kernel went with it. */
export function CellProblems({ controller, cell, output, firstLine }: CellOutputProps): ReactNode {
  const lost = useStore(controller.store, (state) => state.lost);
  const { problems } = output;
  const isLost = lost === "memory" || lost === "crash";
  return (
    <>
      {problems.map(({ place, message, hint }) => (
        <p key={`${place?.line ?? 0} ${message}`} role="alert" className={styles.problem}>
          <strong>{message}</strong>{" "}
          {place !== null && place.line >= firstLine && (
            <button
              type="button"
              className={styles.where}
              title="Go there"
              onClick={() =>
                showPlace(controller, {
                  cell: cell.name,
                  line: place.line - firstLine + 1,
                  column: place.column,
                })
              }
            >
              line {place.line - firstLine + 1}, column {place.column}
            </button>
          )}{" "}
          <span className={styles.hint}>{hint}</span>
        </p>
      ))}
      {problems.length > 0 && isLost && (
        <p className={styles.note}>
          The kernel ended and the values of all cells went with it; the next run starts another
          one.{" "}
          <button
            type="button"
            className={controls.button}
            onClick={() => void controller.run([cell.name])}
          >
            Run again
          </button>
        </p>
      )}
    </>
  );
}
