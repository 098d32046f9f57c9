import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import type { Trace } from "../../../engine/trace/trace.js";
import { rowHeight } from "../browser/row-height.js";
import { count, digits } from "../format/digits.js";
import { alignTraces } from "./align.js";
import styles from "./CompareView.module.css";
import { laneStyle } from "./lane-style.js";

/** One of the two interleavings. */
export interface Compared {
  /** What it is: `violates I3`, `holds`. */
  readonly title: string;
  readonly trace: Trace;
}

/** What a comparison needs. */
export interface CompareViewProps {
  readonly left: Compared;
  readonly right: Compared;
  /** A step of either side was picked. */
  readonly onStep: (side: "left" | "right", step: number) => void;
}

/** Two interleavings side by side; the same event stands on the same row. */
export function CompareView({ left, right, onStep }: CompareViewProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, firstDifference, common } = useMemo(
    () => alignTraces(left.trace, right.trace),
    [left.trace, right.trace],
  );
  const height = rowHeight();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  useEffect(() => {
    if (firstDifference !== null) virtualizer.scrollToIndex(firstDifference, { align: "center" });
  }, [virtualizer, firstDifference]);
  const items = virtualizer.getVirtualItems();

  return (
    <section className={styles.compare} aria-label="Comparison">
      <p className={styles.summary}>
        {firstDifference === null
          ? "Both interleavings are the same."
          : `${count(common, "event")} in common, ${digits(left.trace.steps.length - common)} only on the left, ${digits(right.trace.steps.length - common)} only on the right.`}
      </p>
      <div
        ref={scroller}
        role="table"
        aria-label={`${left.title} beside ${right.title}`}
        aria-rowcount={rows.length + 1}
        className={styles.scroller}
        tabIndex={0}
      >
        <div role="row" aria-rowindex={1} className={styles.head}>
          <span role="columnheader">{left.title}</span>
          <span role="columnheader">{right.title}</span>
        </div>
        <div
          role="rowgroup"
          style={{
            paddingTop: items.at(0)?.start ?? 0,
            paddingBottom: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
          }}
        >
          {items.map(({ index }) => {
            const row = rows[index];
            const alone = row.left === null || row.right === null;
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className={`${styles.row} ${index === firstDifference ? styles.first : ""}`}
              >
                <Side
                  of={left}
                  step={row.left}
                  alone={alone}
                  onPick={(step) => onStep("left", step)}
                />
                <Side
                  of={right}
                  step={row.right}
                  alone={alone}
                  onPick={(step) => onStep("right", step)}
                />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function Side(props: {
  readonly of: Compared;
  readonly step: number | null;
  readonly alone: boolean;
  readonly onPick: (step: number) => void;
}): ReactNode {
  const { of, step, alone, onPick } = props;
  if (step === null) return <span role="cell" className={styles.side} />;
  const { trace } = of;
  const { thread, label, result, frames } = trace.steps[step];
  const text = result === null ? label : `${label} \u2192 ${result}`;
  return (
    <span
      role="cell"
      className={`${styles.side} ${alone ? styles.only : ""}`}
      style={laneStyle(thread)}
      title={[...frames.map((frame) => frame.label), text].join(" > ")}
      onClick={() => onPick(step)}
    >
      <span className={styles.number}>{digits(step + 1)}</span>
      <span className={styles.thread}>{trace.threads[thread]}</span>
      <span className={styles.label} style={{ paddingLeft: `${frames.length * 2}ch` }}>
        {text}
      </span>
    </span>
  );
}
