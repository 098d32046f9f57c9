import { type CSSProperties, memo, type ReactNode, useMemo } from "react";
import { digits } from "../format/digits.js";
import type { AnalysedTrace } from "./analysed.js";
import { type Chain, chainOf, type PicturedArray, type PicturedList } from "./pictured.js";
import { type SlotRun, slotRuns } from "./slots.js";
import styles from "./StatePicture.module.css";
import { START, type Timeline } from "./timeline.js";

interface PictureProps {
  readonly analysed: AnalysedTrace;
  readonly step: number;
}

/**
 * What sits in which slot and what follows what in a list, at the start and after a step: the pages of
 * a file and the folios that hold them. Nothing where a scenario has neither arrays nor lists.
 */
export function StatePicture({ analysed, step }: PictureProps): ReactNode {
  const { timeline, pictured } = analysed;
  const { arrays, lists, records } = pictured;
  if (arrays.length + lists.length === 0) return null;
  return (
    <section className={styles.picture} aria-label="State picture">
      {arrays.map((array) => (
        <ArrayPicture
          key={array.name}
          array={array}
          timeline={timeline}
          step={step}
          records={records}
        />
      ))}
      {lists.map((list) => (
        <ListPicture
          key={`${list.head} ${list.link}`}
          list={list}
          timeline={timeline}
          step={step}
        />
      ))}
    </section>
  );
}

const AT_START = "at the start";

function afterStep(step: number): string {
  return `after step ${digits(step + 1)}`;
}

function ArrayPicture({
  array: { name, locations },
  timeline,
  step,
  records,
}: {
  readonly array: PicturedArray;
  readonly timeline: Timeline;
  readonly step: number;
  readonly records: ReadonlySet<string>;
}): ReactNode {
  const before = useMemo(
    () => runsAt(locations, timeline, START, records),
    [locations, timeline, records],
  );
  const slots = { "--slots": locations.length } as CSSProperties;
  return (
    <div className={styles.array} style={slots}>
      <h4 className={styles.name}>{name}</h4>
      <span />
      <div className={styles.slots} aria-hidden="true">
        {locations.map((location, index) => (
          <span key={location} className={styles.index}>
            {index}
          </span>
        ))}
      </div>
      <Slots name={name} when={AT_START} runs={before} earlier={null} />
      {step !== START && (
        <Slots
          name={name}
          when={afterStep(step)}
          runs={runsAt(locations, timeline, step, records)}
          earlier={before}
        />
      )}
    </div>
  );
}

function runsAt(
  locations: readonly string[],
  timeline: Timeline,
  step: number,
  records: ReadonlySet<string>,
): SlotRun[] {
  const values = locations.map((location) => timeline.valueAt(location, step) ?? "");
  return slotRuns(values, records);
}

/** One row of slots; that of the start stays as it is drawn while the cursor moves. */
const Slots = memo(function Slots({
  name,
  when,
  runs,
  earlier,
}: {
  readonly name: string;
  readonly when: string;
  readonly runs: readonly SlotRun[];
  /** The same array earlier; slots that differ from it are outlined. */
  readonly earlier: readonly SlotRun[] | null;
}): ReactNode {
  return (
    <>
      <span className={styles.when}>{when}</span>
      <div
        role="img"
        aria-label={`${name} ${when}: ${runs.map(runText).join(", ")}`}
        className={styles.slots}
      >
        {runs.map((run) => {
          const changed = earlier !== null && !earlier.some((each) => covers(each, run));
          return (
            <span
              key={run.from}
              className={boxStyle(run.value === "null", changed)}
              style={{ gridColumn: `${run.from + 1} / ${run.to + 1}` }}
              title={run.value}
            >
              <span className={styles.value}>{run.value}</span>
            </span>
          );
        })}
      </div>
    </>
  );
});

function ListPicture({
  list,
  timeline,
  step,
}: {
  readonly list: PicturedList;
  readonly timeline: Timeline;
  readonly step: number;
}): ReactNode {
  const before = chainOf(list, timeline, START);
  return (
    <div className={styles.array}>
      <h4 className={styles.name}>
        {list.head} <span className={styles.link}>by {list.link}</span>
      </h4>
      <Links name={list.head} when={AT_START} chain={before} earlier={null} />
      {step !== START && (
        <Links
          name={list.head}
          when={afterStep(step)}
          chain={chainOf(list, timeline, step)}
          earlier={before}
        />
      )}
    </div>
  );
}

function Links({
  name,
  when,
  chain: { records, end },
  earlier,
}: {
  readonly name: string;
  readonly when: string;
  readonly chain: Chain;
  /** The same list earlier; records that stand elsewhere in it are outlined. */
  readonly earlier: Chain | null;
}): ReactNode {
  const text = [...records, records.includes(end) ? `${end} again` : end].join(", then ");
  return (
    <>
      <span className={styles.when}>{when}</span>
      <div role="img" aria-label={`${name} ${when}: ${text}`} className={styles.chain}>
        {records.map((record, index) => (
          <span
            key={record}
            className={boxStyle(false, earlier !== null && earlier.records[index] !== record)}
          >
            <span className={styles.value}>{record}</span>
          </span>
        ))}
        <span className={boxStyle(true, earlier !== null && earlier.end !== end)}>
          <span className={styles.value}>{records.includes(end) ? `\u21ba ${end}` : end}</span>
        </span>
      </div>
    </>
  );
}

function boxStyle(isEmpty: boolean, changed: boolean): string {
  return [styles.slot, isEmpty ? styles.empty : "", changed ? styles.changed : ""].join(" ");
}

function covers(outer: SlotRun, inner: SlotRun): boolean {
  return outer.value === inner.value && outer.from <= inner.from && inner.to <= outer.to;
}

function runText({ from, to, value }: SlotRun): string {
  return to - from === 1 ? `${from} is ${value}` : `${from} to ${to - 1} are ${value}`;
}
