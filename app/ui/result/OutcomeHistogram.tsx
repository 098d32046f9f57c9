import { type ReactNode, useId } from "react";
import type { CheckResult } from "../../../engine/check/result.js";
import { count } from "../format/digits.js";
import controls from "../parts/controls.module.css";
import { histogramOf } from "./histogram.js";
import styles from "./OutcomeHistogram.module.css";

/** How often each final outcome of a check occurs; nothing where threads return nothing. */
export function OutcomeHistogram({
  result,
  onShow,
}: {
  readonly result: CheckResult;
  /** Asks for an interleaving that ends in an outcome; without it there are no buttons. */
  readonly onShow?: (outcome: string) => void;
}): ReactNode {
  const id = useId();
  const histogram = histogramOf(result);
  if (histogram === null) return null;
  const { bars, unit } = histogram;
  return (
    <div className={styles.histogram} role="table" aria-labelledby={id}>
      <p id={id} role="caption" className={styles.caption}>
        {count(bars.length, "outcome")}
        {unit === null ? ", not counted: the search stopped" : ` by number of ${unit}`}
      </p>
      {bars.map((bar) => (
        <div key={bar.text} role="row" className={styles.bar}>
          <span role="cell" className={styles.text} title={bar.text}>
            {bar.text === "" ? "(none)" : bar.text}
          </span>
          <span role="cell" className={styles.count}>
            {bar.count}
          </span>
          <span role="cell" className={styles.share}>
            {bar.share}
          </span>
          <span aria-hidden="true" className={styles.track}>
            {unit !== null && (
              <div className={styles.fill} style={{ width: `${bar.length * 100}%` }} />
            )}
          </span>
          {onShow !== undefined && (
            <span role="cell">
              <button
                type="button"
                className={controls.quiet}
                aria-label={`Show an interleaving that ends in ${bar.text === "" ? "(none)" : bar.text}`}
                onClick={() => onShow(bar.text)}
              >
                Show
              </button>
            </span>
          )}
        </div>
      ))}
    </div>
  );
}
