import { memo, type ReactNode } from "react";
import type { Watch } from "../watch/watch.js";
import { digits } from "../format/digits.js";
import { Icon } from "../parts/icons.js";
import type { AnalysedTrace } from "./analysed.js";
import { type Geometry, TRACK } from "./geometry.js";
import styles from "./InterleavingTable.module.css";
import { laneStyle } from "./lane-style.js";
import { phaseAt } from "./lanes.js";
import { joinLocations } from "./records.js";
import { nextStep, type VisibleRow } from "./rows.js";

/** What a row needs; everything is stable between renders unless the row itself changes. */
export interface InterleavingRowProps {
  readonly id: string;
  readonly visible: VisibleRow;
  readonly analysed: AnalysedTrace;
  readonly geometry: Geometry;
  readonly watches: readonly Watch[];
  /** Position among the visible rows, from 0. */
  readonly position: number;
  readonly current: boolean;
  /** Something points at the row's step. */
  readonly pointed: boolean;
  /** Locations in common with the row that the user looks at; null when it does not conflict. */
  readonly conflict: string | null;
  readonly onPick: (visible: VisibleRow) => void;
  readonly onFold: (index: number) => void;
  readonly onFilter: (locations: readonly string[]) => void;
  readonly onHover: (step: number | null) => void;
}

/** One row: the step's number, one cell for each lane, one for each watch. */
export const InterleavingRow = memo(function InterleavingRow(
  props: InterleavingRowProps,
): ReactNode {
  const { visible, analysed, geometry, watches, position, current } = props;
  const { row, index } = visible;
  const foldable = row.kind === "call";
  const className = [styles.row, styles[row.kind]];
  if (visible.switched) className.push(styles.switched);
  if (current) className.push(styles.current);
  if (props.pointed) className.push(styles.pointed);
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={position + 2}
      aria-level={row.depth + 1}
      aria-selected={current}
      aria-expanded={foldable ? visible.hidden === null : undefined}
      className={className.filter(Boolean).join(" ")}
      style={{
        gridTemplateColumns: geometry.template,
        width: geometry.width,
        transform: `translateY(calc(${position} * var(--row)))`,
        ...laneStyle(row.thread),
      }}
      onClick={() => props.onPick(visible)}
      onPointerEnter={() => props.onHover(row.step)}
    >
      <span role="gridcell" className={styles.number}>
        {row.step === null ? "" : digits(row.step + 1)}
      </span>
      {geometry.lanes.map((_, lane) => {
        const acting = lane === row.thread;
        const phase =
          acting && row.kind !== "wait" ? "acting" : phaseAt(analysed.spans[lane], index);
        const marked = acting && props.conflict !== null ? styles.marked : "";
        return (
          <span
            key={lane}
            role="gridcell"
            className={`${styles.lane} ${styles[phase] ?? ""} ${marked}`}
            style={laneStyle(lane)}
          >
            <Tracks {...props} lane={lane} />
            {acting && <Content {...props} />}
          </span>
        );
      })}
      {watches.map((watch) => (
        <WatchCell key={watch.source} watch={watch} step={row.step} />
      ))}
    </div>
  );
});

/** The stores that are pending in a lane at this row. */
function Tracks({
  analysed,
  visible,
  lane,
}: InterleavingRowProps & { readonly lane: number }): ReactNode {
  const { step } = visible.row;
  const at = step ?? nextStep(analysed.model, visible.index);
  return analysed.tracks
    .filter(({ thread, issued, until }) => {
      if (thread !== lane || at === null || at > until) return false;
      return issued < at || issued === step;
    })
    .map(({ track, text, issued, until, flushed }) => {
      const ends = [styles.track];
      if (issued === step) ends.push(styles.trackStart);
      if (flushed && until === step) ends.push(styles.trackEnd);
      return (
        <span
          key={`${issued} ${text}`}
          className={ends.join(" ")}
          style={{ left: 10 + track * TRACK }}
          title={`${text} is pending`}
        />
      );
    });
}

function Content(props: InterleavingRowProps): ReactNode {
  const { visible, analysed, geometry, conflict } = props;
  const { row, hidden } = visible;
  const step = row.step === null ? null : analysed.trace.steps[row.step];
  const label = step?.label ?? row.text.replace(/^<(.*)>$/, "$1");
  const gutter = geometry.lanes[row.thread].tracks * TRACK;
  // Calls have their fold mark before their text, so that steps stand two characters further in.
  const marks = analysed.calls ? 2 : 0;
  return (
    <span
      className={styles.content}
      style={{ paddingLeft: `calc(${10 + gutter}px + ${row.depth * 2 + marks}ch)` }}
    >
      {row.kind === "call" && (
        <button
          type="button"
          tabIndex={-1}
          className={`${styles.fold} ${hidden === null ? styles.unfolded : ""}`}
          aria-label={`${hidden === null ? "Fold" : "Unfold"} ${label}`}
          onClick={(event) => {
            event.stopPropagation();
            props.onFold(visible.index);
          }}
        >
          <Icon name="chevron" />
        </button>
      )}
      <span className={styles.label} title={label}>
        {label}
      </span>
      {step !== null && step.result !== null && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.result}
          title={`Show only the steps that touch ${joinLocations(step.touched) || "nothing shared"}`}
          disabled={step.touched.length === 0}
          onClick={(event) => {
            event.stopPropagation();
            props.onPick(visible);
            props.onFilter(step.touched);
          }}
        >
          <span className={styles.arrow}>{"\u2192 "}</span>
          {step.result}
        </button>
      )}
      {hidden !== null && (
        <span className={styles.folded}>
          {hidden.steps === 1 ? "1 step" : `${digits(hidden.steps)} steps`}
        </span>
      )}
      {step?.facts.map((fact) => (
        <span key={fact} className={styles.fact} title={fact}>
          [{fact}]
        </span>
      ))}
      {step !== null && step.remarks.length > 0 && (
        <span className={styles.remark} title={step.remarks.join("; ")}>
          {"\u2190 "}
          {step.remarks.join("; ")}
        </span>
      )}
      {row.waitsFor !== null && (
        <span className={styles.reason} title={`waits for ${row.waitsFor}`}>
          waits for {row.waitsFor}
        </span>
      )}
      {conflict !== null && (
        <span className={styles.conflict} title={conflict}>
          {conflict}
        </span>
      )}
    </span>
  );
}

function WatchCell({
  watch,
  step,
}: {
  readonly watch: Watch;
  readonly step: number | null;
}): ReactNode {
  if (step === null) return <span role="gridcell" className={styles.watch} />;
  const { text, problem } = watch.at(step);
  if (text === null) {
    return (
      <span role="gridcell" className={`${styles.watch} ${styles.none}`} title={problem}>
        {"\u2013"}
      </span>
    );
  }
  return (
    <span
      role="gridcell"
      className={`${styles.watch} ${watch.changesAt(step) ? styles.changed : ""}`}
      title={text}
    >
      {text}
    </span>
  );
}
