import { type ReactNode, useId } from "react";
import type { AnalysedTrace } from "./analysed.js";
import { arrowPath, type Geometry } from "./geometry.js";
import type { Conflict } from "./happens-before.js";
import styles from "./InterleavingTable.module.css";
import { rowOfStep, type VisibleRow } from "./rows.js";

/** Arrows from and to the step that the user looks at: what had to come before what. */
export function Arrows({
  analysed,
  conflicts,
  visible,
  geometry,
  height,
}: {
  readonly analysed: AnalysedTrace;
  readonly conflicts: readonly Conflict[];
  readonly visible: readonly VisibleRow[];
  readonly geometry: Geometry;
  readonly height: number;
}): ReactNode {
  const { steps } = analysed.trace;
  const marker = useId();
  const shown = conflicts.flatMap((conflict) => {
    const [from, to] = [conflict.from, conflict.to].map((step) => ({
      lane: steps[step].thread,
      position: rowOfStep(visible, analysed.model, step),
    }));
    // What a folded call hides may come after what stands below it.
    return from.position < 0 || from.position >= to.position
      ? []
      : [{ conflict, path: arrowPath(from, to, geometry, height) }];
  });
  if (shown.length === 0) return null;
  return (
    <svg
      className={styles.arrows}
      width={geometry.width}
      height={visible.length * height}
      aria-hidden="true"
    >
      <defs>
        <marker
          id={marker}
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 0.5 7 4 0 7.5z" />
        </marker>
      </defs>
      {shown.map(({ conflict, path }) => (
        <path
          key={`${conflict.from} ${conflict.to}`}
          d={path}
          className={conflict.direct ? undefined : styles.implied}
          markerEnd={`url(#${marker})`}
        />
      ))}
    </svg>
  );
}
