import type { ReactNode } from "react";
import type { Choice } from "../../../engine/trace/follow.js";
import type { Trace } from "../../../engine/trace/trace.js";
import styles from "./Choices.module.css";
import { laneStyle } from "./lane-style.js";

/** Who can go on from a state, each with its next step, and who cannot. */
export function Choices({
  trace,
  choices,
  taken,
  onChoose,
}: {
  /** The interleaving so far. */
  readonly trace: Trace;
  readonly choices: readonly Choice[];
  /** The step that the original interleaving makes next; null where there is none. */
  readonly taken: { readonly thread: number; readonly label: string } | null;
  readonly onChoose: (choice: Choice) => void;
}): ReactNode {
  return (
    <ul className={styles.choices} aria-label="Who can go on">
      {choices.map((choice) => {
        const { thread, label, result, kind } = choice.step;
        const isTaken = taken !== null && taken.thread === thread && taken.label === label;
        return (
          <li key={choice.move} style={laneStyle(thread)}>
            <button
              type="button"
              className={styles.choice}
              aria-label={`${trace.threads[thread]}: ${label}`}
              onClick={() => onChoose(choice)}
            >
              <span className={styles.thread}>{trace.threads[thread]}</span>
              <code className={kind === "flush" ? styles.flush : undefined}>
                {label}
                {result !== null && ` \u2192 ${result}`}
              </code>
              {isTaken && <span className={styles.note}>as it went on</span>}
            </button>
          </li>
        );
      })}
      {trace.waiting.map(({ thread, label, reason }) => (
        <li key={`waits ${thread}`} className={styles.waits} style={laneStyle(thread)}>
          <span className={styles.thread}>{trace.threads[thread]}</span>
          <code>{label}</code>
          <span className={styles.note}>waits for {reason}</span>
        </li>
      ))}
    </ul>
  );
}
