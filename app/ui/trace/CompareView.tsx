import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { rowHeight } from "../browser/row-height.js";
import { count, digits } from "../format/digits.js";
import controls from "../parts/controls.module.css";
import { alignTraces, type Compared, differences } from "./align.js";
import styles from "./CompareView.module.css";
import { laneStyle } from "./lane-style.js";

/** What a comparison needs. */
export interface CompareViewProps {
  readonly left: Compared;
  readonly right: Compared;
  /** The step of the right one that is looked at. */
  readonly step: number;
  /** A step of the right one was picked. */
  readonly onStep: (step: number) => void;
}

/**
 * Two interleavings side by side; the same event stands on the same row. Arrows go from row to row,
 * F7 and Shift+F7 from difference to difference.
 */
export function CompareView({ left, right, step, onStep }: CompareViewProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const alignment = useMemo(() => alignTraces(left.trace, right.trace), [left.trace, right.trace]);
  const { rows, firstDifference, common } = alignment;
  const parts = useMemo(() => differences(alignment), [alignment]);
  // A row that the right one does not have is not a step of it: the cursor may rest there.
  const [resting, setResting] = useState<{ row: number; step: number } | null>(null);
  const cursor =
    resting !== null && resting.step === step
      ? resting.row
      : rows.findIndex((row) => row.right === step);
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

  const go = (row: number): void => {
    const target = rows.at(row);
    if (row < 0 || target === undefined) return;
    setResting({ row, step: target.right ?? step });
    if (target.right !== null) onStep(target.right);
    virtualizer.scrollToIndex(row, { align: "auto" });
  };
  const next = parts.find((row) => row > cursor);
  const previous = parts.findLast((row) => row < cursor);
  const moves: Readonly<Record<string, number | undefined>> = {
    ArrowDown: cursor + 1,
    ArrowUp: cursor - 1,
    Home: 0,
    End: rows.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = event.key === "F7" ? (event.shiftKey ? previous : next) : moves[event.key];
    if (row === undefined && event.key !== "F7") return;
    event.preventDefault();
    event.stopPropagation();
    if (row !== undefined) go(row);
  };
  const items = virtualizer.getVirtualItems();

  return (
    <section className={styles.compare} aria-label="Comparison">
      <div className={styles.bar}>
        <p className={styles.summary}>
          {firstDifference === null
            ? "Both interleavings are the same."
            : `${count(common, "event")} in common, ${digits(left.trace.steps.length - common)} only on the left, ${digits(right.trace.steps.length - common)} only on the right.`}
        </p>
        <span className={styles.space} />
        <button
          type="button"
          className={controls.quiet}
          aria-keyshortcuts="Shift+F7"
          title="Previous difference (Shift+F7)"
          disabled={previous === undefined}
          onClick={() => go(previous ?? -1)}
        >
          Previous difference
        </button>
        <button
          type="button"
          className={controls.quiet}
          aria-keyshortcuts="F7"
          title="Next difference (F7)"
          disabled={next === undefined}
          onClick={() => go(next ?? -1)}
        >
          Next difference
        </button>
      </div>
      <div
        ref={scroller}
        role="grid"
        aria-label={`${left.title} beside ${right.title}`}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={cursor >= 0 ? `${id}-${cursor}` : undefined}
        className={styles.scroller}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="row" aria-rowindex={1} className={styles.head}>
          <span role="columnheader" title={left.title}>
            {left.title}
          </span>
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
            const classes = [
              styles.row,
              index === firstDifference ? styles.first : "",
              index === cursor ? styles.current : "",
            ];
            return (
              <div
                key={index}
                id={`${id}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === cursor}
                className={classes.join(" ")}
                onClick={() => go(index)}
              >
                <Side of={left} step={row.left} alone={alone} />
                <Side of={right} step={row.right} alone={alone} />
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
}): ReactNode {
  const { of, step, alone } = props;
  if (step === null) return <span role="gridcell" className={styles.side} />;
  const { trace } = of;
  const { thread, label, result, frames } = trace.steps[step];
  const text = result === null ? label : `${label} \u2192 ${result}`;
  return (
    <span
      role="gridcell"
      className={`${styles.side} ${alone ? styles.only : ""}`}
      style={laneStyle(thread)}
      title={[...frames.map((frame) => frame.label), text].join(" > ")}
    >
      <span className={styles.number}>{digits(step + 1)}</span>
      <span className={styles.thread}>{trace.threads[thread]}</span>
      <span className={styles.label} style={{ paddingLeft: `${frames.length * 2}ch` }}>
        {text}
      </span>
    </span>
  );
}
