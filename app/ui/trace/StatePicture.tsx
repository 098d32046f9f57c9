import type { CSSProperties, ReactNode } from "react";
import { digits } from "../format/digits.js";
import type { AnalysedTrace } from "./analysed.js";
import { type SlotArray, slotArrays, type SlotRun } from "./slots.js";
import styles from "./StatePicture.module.css";
import { START } from "./timeline.js";

/**
 * Which record sits in which slot, at the start and after a step: the pages of a file and the folios
 * that hold them. Nothing where a scenario has no array that refers to records.
 */
export function StatePicture({
  analysed: { timeline },
  step,
}: {
  readonly analysed: AnalysedTrace;
  readonly step: number;
}): ReactNode {
  const initial = timeline.stateAt(START);
  const now = timeline.stateAt(step);
  const before = slotArrays(initial, now);
  const after = slotArrays(now, initial);
  if (before.length === 0) return null;
  return (
    <section className={styles.picture} aria-label="Slots">
      {before.map((array, index) => (
        <div key={array.name} className={styles.array}>
          <h4 className={styles.name}>{array.name}</h4>
          <span />
          <Indices array={array} />
          <Slots when="at the start" array={array} other={null} />
          {step !== START && (
            <Slots when={`after step ${digits(step + 1)}`} array={after[index]} other={array} />
          )}
        </div>
      ))}
    </section>
  );
}

function Indices({ array }: { readonly array: SlotArray }): ReactNode {
  return (
    <div className={styles.slots} style={slots(array)} aria-hidden="true">
      {Array.from({ length: array.length }, (_, index) => (
        <span key={index} className={styles.index}>
          {index}
        </span>
      ))}
    </div>
  );
}

function Slots(props: {
  readonly when: string;
  readonly array: SlotArray;
  /** The same array earlier; slots that differ from it are outlined. */
  readonly other: SlotArray | null;
}): ReactNode {
  const { when, array, other } = props;
  return (
    <>
      <span className={styles.when}>{when}</span>
      <div
        role="img"
        aria-label={`${array.name} ${when}: ${array.runs.map(runText).join(", ")}`}
        className={styles.slots}
        style={slots(array)}
      >
        {array.runs.map((run) => {
          const changed = other !== null && !other.runs.some((each) => covers(each, run));
          const classes = [
            styles.slot,
            run.isRecord ? "" : styles.empty,
            changed ? styles.changed : "",
          ];
          return (
            <span
              key={run.from}
              className={classes.join(" ")}
              style={{ gridColumn: `${run.from + 1} / ${run.to + 1}` }}
            >
              {run.value}
            </span>
          );
        })}
      </div>
    </>
  );
}

function slots({ length }: SlotArray): CSSProperties {
  return { "--slots": length } as CSSProperties;
}

function covers(outer: SlotRun, inner: SlotRun): boolean {
  return outer.value === inner.value && outer.from <= inner.from && inner.to <= outer.to;
}

function runText({ from, to, value }: SlotRun): string {
  return to - from === 1 ? `${from} is ${value}` : `${from} to ${to - 1} are ${value}`;
}
