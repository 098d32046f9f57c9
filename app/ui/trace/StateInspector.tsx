import { type ReactNode, useMemo, useState } from "react";
import { waitingSentences } from "../../../engine/report/final-state.js";
import type { Change } from "../../../engine/trace/trace.js";
import { digits } from "../format/digits.js";
import type { AnalysedTrace } from "./analysed.js";
import { laneStyle } from "./lane-style.js";
import { type Field, recordsOf } from "./records.js";
import styles from "./StateInspector.module.css";
import { START } from "./timeline.js";

/** From this many locations on, those that never change are left out at first. */
const MANY = 24;

/** What the inspector needs. */
export interface StateInspectorProps {
  readonly analysed: AnalysedTrace;
  readonly step: number;
  /** The user asks for the steps that touch a location. */
  readonly onLocation: (location: string) => void;
}

/** The state after a step: records as cards, with what the step changed marked. */
export function StateInspector({ analysed, step, onLocation }: StateInspectorProps): ReactNode {
  const { timeline, trace } = analysed;
  const [onlyActive, setOnlyActive] = useState(timeline.locations.length > MANY);
  const active = useMemo(() => new Set(trace.steps.flatMap(({ touched }) => touched)), [trace]);
  const state = timeline
    .stateAt(step)
    .filter(({ location }) => !onlyActive || active.has(location));
  const changes = timeline.changesAt(step);
  const left = timeline.locations.length - state.length;
  return (
    <section className={styles.inspector} aria-label="State">
      <header className={styles.head}>
        <h3>{step === START ? "Initial state" : `State after step ${digits(step + 1)}`}</h3>
        <label className={styles.toggle}>
          <input
            type="checkbox"
            checked={onlyActive}
            onChange={(event) => setOnlyActive(event.target.checked)}
          />
          only what is used
        </label>
      </header>
      {timeline.locations.length === 0 && (
        <p className={styles.note}>The scenario shares no locations that are shown.</p>
      )}
      <div className={styles.cards}>
        {recordsOf(state).map(({ name, fields }) => (
          <section
            key={name}
            className={`${styles.card} ${fields.some(({ location }) => changes.has(location)) ? styles.touched : ""}`}
            aria-label={name === "" ? "Other locations" : name}
          >
            {name !== "" && <h4>{name}</h4>}
            <ul>
              {fields.map((field) => (
                <FieldLine
                  key={field.location}
                  field={field}
                  change={changes.get(field.location) ?? null}
                  onLocation={onLocation}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {left > 0 && <p className={styles.note}>{digits(left)} more that no step touches.</p>}
      <Threads analysed={analysed} step={step} />
    </section>
  );
}

function FieldLine({
  field: { name, location, value },
  change,
  onLocation,
}: {
  readonly field: Field;
  readonly change: Change | null;
  readonly onLocation: (location: string) => void;
}): ReactNode {
  return (
    <li>
      <button
        type="button"
        className={`${styles.field} ${change === null ? "" : styles.changed}`}
        title={`${location} = ${value}; show the steps that touch it`}
        onClick={() => onLocation(location)}
      >
        <span className={styles.name}>{name}</span>
        <span className={styles.value}>
          {change !== null && (
            <span className={styles.before}>{`${change.before}\u202f\u2192\u202f`}</span>
          )}
          {change === null ? value : <strong>{value}</strong>}
        </span>
      </button>
    </li>
  );
}

/** What threads have in their store buffers at the step, and whom they wait for at the end. */
function Threads({
  analysed,
  step,
}: {
  readonly analysed: AnalysedTrace;
  readonly step: number;
}): ReactNode {
  const { trace, tracks, last } = analysed;
  const sentences = step === last ? waitingSentences(trace) : [];
  const buffered = trace.threads.map((_, thread) =>
    tracks.filter(
      ({ thread: owner, issued, until, flushed }) =>
        owner === thread && issued <= step && (step < until || !flushed),
    ),
  );
  const hasBuffers = trace.memory !== "sc" && tracks.length > 0;
  if (!hasBuffers && sentences.length === 0) return null;
  return (
    <section aria-label="Threads" className={styles.threads}>
      {hasBuffers && (
        <>
          <h4>Store buffers</h4>
          {trace.threads.map((name, thread) => (
            <p key={name} className={styles.thread} style={laneStyle(thread)}>
              {name}:{" "}
              {buffered[thread].length === 0 ? (
                <span className={styles.note}>empty</span>
              ) : (
                <code>{buffered[thread].map(({ text }) => text).join(", ")}</code>
              )}
            </p>
          ))}
        </>
      )}
      {sentences.length > 0 && (
        <>
          <h4>Waiting</h4>
          {sentences.map((sentence, index) => (
            <p
              key={sentence}
              className={`${styles.thread} ${styles.waits}`}
              style={laneStyle(trace.waiting[index].thread)}
            >
              {sentence}
            </p>
          ))}
        </>
      )}
    </section>
  );
}
