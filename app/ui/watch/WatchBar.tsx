import { type ReactNode, type SubmitEvent, useId, useState } from "react";
import controls from "../parts/controls.module.css";
import { Icon } from "../parts/icons.js";
import { START, type Timeline } from "../trace/timeline.js";
import { Watch } from "./watch.js";
import styles from "./WatchBar.module.css";

/** What the list of watches needs. */
export interface WatchBarProps {
  readonly timeline: Timeline;
  readonly step: number;
  readonly watches: readonly Watch[];
  readonly onWatches: (sources: readonly string[]) => void;
}

/** The watch expressions with their values at a step, and a line to add one. */
export function WatchBar({ timeline, step, watches, onWatches }: WatchBarProps): ReactNode {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const sources = watches.map(({ source }) => source);

  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const source = text.trim();
    if (source === "") return;
    const trouble = sources.includes(source)
      ? "this expression is watched already"
      : problemOf(new Watch(source, timeline), step);
    setProblem(trouble);
    if (trouble !== null) return;
    onWatches([...sources, source]);
    setText("");
  };
  return (
    <section className={styles.bar} aria-label="Watches">
      <h3>Watches</h3>
      <ul className={styles.list}>
        {watches.map((watch) => (
          <li key={watch.source} className={styles.watch}>
            <span className={styles.source} title={watch.source}>
              {watch.source}
            </span>
            <Value watch={watch} step={step} />
            <button
              type="button"
              className={controls.icon}
              aria-label={`Stop watching ${watch.source}`}
              onClick={() => onWatches(sources.filter((source) => source !== watch.source))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <form className={styles.form} onSubmit={add}>
        <input
          className={styles.input}
          aria-label="Expression to watch"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : id}
          placeholder={exampleOf(timeline)}
          spellCheck={false}
          autoComplete="off"
          list={`${id}-names`}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
        />
        <datalist id={`${id}-names`}>
          {timeline.locations.map((location) => (
            <option key={location} value={location} />
          ))}
        </datalist>
        <button type="submit" className={controls.button}>
          Watch
        </button>
      </form>
      {problem !== null && (
        <p id={id} role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </section>
  );
}

/** An expression that means something in this trace. */
function exampleOf(timeline: Timeline): string {
  const { locations } = timeline;
  const location = locations.find((each) => each.includes(".")) ?? locations.at(0);
  return location === undefined ? "" : `${location} == ${timeline.valueAt(location, START) ?? ""}`;
}

function Value({ watch, step }: { readonly watch: Watch; readonly step: number }): ReactNode {
  const { text, problem } = watch.at(step);
  if (text === null) {
    return (
      <span className={styles.none} title={problem}>
        no value
      </span>
    );
  }
  return (
    <span className={`${styles.value} ${watch.changesAt(step) ? styles.changed : ""}`}>{text}</span>
  );
}

/** An expression that has no value only in this state may be watched; one that is wrong may not. */
function problemOf(watch: Watch, step: number): string | null {
  if (watch.problem !== null) return watch.problem;
  const { problem } = watch.at(step);
  return problem?.startsWith("no shared location") === true ? problem : null;
}
