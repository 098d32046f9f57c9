import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { rowHeight } from "../browser/row-height.js";
import { useWidth } from "../browser/use-width.js";
import type { Watch } from "../watch/watch.js";
import type { AnalysedTrace } from "./analysed.js";
import { digits } from "../format/digits.js";
import { geometryOf, trackCounts } from "./geometry.js";
import type { Conflict } from "./happens-before.js";
import { Arrows } from "./Arrows.js";
import { InterleavingHead } from "./InterleavingHead.js";
import { InterleavingRow } from "./InterleavingRow.js";
import styles from "./InterleavingTable.module.css";
import { joinLocations } from "./records.js";
import { nextStep, positionOfStep, rowOfStep, type VisibleRow, visibleRows } from "./rows.js";
import { moveForKey } from "./table-keys.js";
import { START } from "./timeline.js";

/** Height of the head in pixels, as in the style sheet, with its border. */
const HEAD = 26;

const NONE: readonly number[] = [];

/** What the table needs. The cursor is a step; folding and filters are the caller's as well. */
export interface InterleavingTableProps {
  readonly analysed: AnalysedTrace;
  /** The step that the cursor is on; `START` before the first. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly watches: readonly Watch[];
  /** Indices of folded call rows. */
  readonly folded: ReadonlySet<number>;
  readonly onFold: (index: number) => void;
  /** Steps to show; null for all. */
  readonly only: ReadonlySet<number> | null;
  /** Steps that something points at. */
  readonly marked?: readonly number[];
  /** Asks to show only the steps that touch one of these locations. */
  readonly onFilter: (locations: readonly string[]) => void;
}

/** One interleaving: time runs down, one lane for each thread, one step in each row. */
export function InterleavingTable(props: InterleavingTableProps): ReactNode {
  const { analysed, step, onStep, watches, folded, onFold, only, onFilter } = props;
  const { marked = NONE } = props;
  const { model, order, trace, tracks, needs } = analysed;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const id = useId();
  /** The row under the pointer; forgotten when the cursor moves. */
  const [hovered, setHovered] = useState<{ step: number; cursor: number } | null>(null);

  const visible = useMemo(() => visibleRows(model, { folded, only }), [model, folded, only]);
  const geometry = useMemo(
    () =>
      geometryOf(
        width,
        digits(trace.steps.length),
        trackCounts(trace.threads.length, tracks).map((count, lane) => ({
          tracks: count,
          needs: needs[lane],
        })),
        watches.map(({ source }) => source),
      ),
    [width, trace, tracks, needs, watches],
  );
  const height = rowHeight();
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD + height,
    scrollPaddingEnd: height,
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, height]);

  const cursor = step === START ? -1 : positionOfStep(visible, model, step);
  // A filter may leave the step out: the keyboard goes on from there, but no row is the step's.
  const current = step === START ? -1 : rowOfStep(visible, model, step);
  useEffect(() => {
    if (visible.length === 0) return;
    const row = Math.max(0, cursor);
    const top = HEAD + row * height;
    const { scrollOffset, scrollRect } = virtualizer;
    // Whoever is told to scroll lays the page out first, also where there is nothing to do.
    const inSight =
      scrollOffset !== null &&
      scrollRect !== null &&
      top >= scrollOffset + HEAD + height &&
      top + 2 * height <= scrollOffset + scrollRect.height;
    if (!inSight) virtualizer.scrollToIndex(row, { align: "auto" });
  }, [virtualizer, cursor, visible.length, height]);

  // A step in a lane that is out of sight would leave all rows in sight empty.
  useEffect(() => {
    const element = scroller.current;
    const lane = step === START ? undefined : geometry.lanes.at(trace.steps[step].thread);
    if (element === null || lane === undefined || geometry.width <= width) return;
    const { scrollLeft } = element;
    const furthest = lane.left - geometry.numbers;
    const least = lane.left + lane.width - width;
    const to = Math.min(furthest, Math.max(least, scrollLeft));
    if (to !== scrollLeft) element.scrollLeft = to;
  }, [step, geometry, width, trace]);

  const looked = hovered?.cursor === step ? hovered.step : step;
  const hover = useCallback(
    (over: number | null) => setHovered(over === null ? null : { step: over, cursor: step }),
    [step],
  );
  const conflicts = looked === START ? [] : order.conflictsOf(looked);
  const pick = useCallback(
    ({ row, index, hidden }: VisibleRow) => {
      const target = row.step ?? hidden?.first ?? nextStep(model, index);
      if (target !== null) onStep(target);
    },
    [model, onStep],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const move = moveForKey(event.key, { model, visible, cursor, folded });
    if (move === null) return;
    event.preventDefault();
    if (move.kind === "row") pick(visible[move.position]);
    else if (move.kind === "fold") onFold(move.index);
    else if (move.kind === "start") onStep(START);
  };

  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label={`Interleaving of ${trace.scenario}`}
      aria-rowcount={visible.length + 1}
      aria-readonly="true"
      aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
      tabIndex={0}
      className={`${styles.scroller} ${geometry.width > width ? styles.wide : ""}`}
      onKeyDown={onKeyDown}
      onPointerLeave={() => setHovered(null)}
    >
      <InterleavingHead analysed={analysed} geometry={geometry} watches={watches} />
      <div
        role="rowgroup"
        className={styles.rows}
        style={{ height: virtualizer.getTotalSize(), width: geometry.width }}
      >
        {virtualizer.getVirtualItems().map(({ index: position }) => {
          const each = visible[position];
          return (
            <InterleavingRow
              key={each.index}
              id={`${id}-${position}`}
              visible={each}
              analysed={analysed}
              geometry={geometry}
              watches={watches}
              position={position}
              current={position === current}
              pointed={each.row.step !== null && marked.includes(each.row.step)}
              conflict={conflictText(conflicts, looked, each.row.step)}
              onPick={pick}
              onFold={onFold}
              onFilter={onFilter}
              onHover={hover}
            />
          );
        })}
        <Arrows
          analysed={analysed}
          conflicts={conflicts}
          visible={visible}
          geometry={geometry}
          height={height}
        />
      </div>
      {visible.length === 0 && (
        <p className={styles.empty}>
          {only === null
            ? "Nothing has happened yet: this is the initial state."
            : "No step touches that."}
        </p>
      )}
    </div>
  );
}

function conflictText(
  conflicts: readonly Conflict[],
  looked: number,
  step: number | null,
): string | null {
  if (step === null || step === looked) return null;
  const found = conflicts.find(({ from, to }) => from === step || to === step);
  return found === undefined ? null : joinLocations(found.locations);
}
