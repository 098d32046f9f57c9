import { type ReactNode, useId, useState } from "react";
import type { CheckResult } from "../../../engine/check/result.js";
import { count } from "../format/digits.js";
import controls from "../parts/controls.module.css";
import { type Bar, histogramOf } from "./histogram.js";
import styles from "./OutcomeHistogram.module.css";

/** Bars that are drawn unasked; a few more than that are drawn as well. */
const FEW = 12;
const FEW_MORE = 4;

/** How often each final outcome of a check occurs; nothing where threads return nothing. */
export function OutcomeHistogram({
  result,
  shown = null,
  onShow,
}: {
  readonly result: CheckResult;
  /** The outcome whose interleaving is shown below; null for none. */
  readonly shown?: string | null;
  /**
   * Asks for an interleaving that ends in an outcome, or, with null, for none any more; without it
   * there are no buttons.
   */
  readonly onShow?: (outcome: string | null) => void;
}): ReactNode {
  const id = useId();
  const [all, setAll] = useState(false);
  const histogram = histogramOf(result);
  if (histogram === null) return null;
  const { bars, unit } = histogram;
  const isShort = bars.length <= FEW + FEW_MORE;
  const drawn =
    all || isShort ? bars : bars.filter(({ text }, index) => index < FEW || text === shown);
  return (
    <div className={styles.histogram} role="table" aria-labelledby={id}>
      <p id={id} role="caption" className={styles.caption}>
        {count(bars.length, "outcome")}
        {result.stopped !== null && " so far"}
        {unit === null ? ", not counted" : ` by number of ${unit}`}
        {result.stopped !== null && ": the search stopped, there may be others"}
      </p>
      {drawn.map((bar) => (
        <Row
          key={bar.text}
          bar={bar}
          counted={unit !== null}
          shown={bar.text === shown}
          onShow={onShow}
        />
      ))}
      {!isShort && (
        <p className={styles.more}>
          <button type="button" className={controls.quiet} onClick={() => setAll(!all)}>
            {all ? `Show the first ${FEW} only` : `Show all ${count(bars.length, "outcome")}`}
          </button>
        </p>
      )}
    </div>
  );
}

function Row({
  bar,
  counted,
  shown,
  onShow,
}: {
  readonly bar: Bar;
  readonly counted: boolean;
  readonly shown: boolean;
  readonly onShow: ((outcome: string | null) => void) | undefined;
}): ReactNode {
  const name = bar.text === "" ? "(none)" : bar.text;
  return (
    <div role="row" className={`${styles.bar} ${shown ? styles.shown : ""}`}>
      <span role="cell" className={styles.text} title={bar.text}>
        {name}
      </span>
      <span role="cell" className={styles.count}>
        {bar.count}
      </span>
      <span role="cell" className={styles.share}>
        {bar.share}
      </span>
      <span aria-hidden="true" className={styles.track}>
        {counted && <div className={styles.fill} style={{ width: `${bar.length * 100}%` }} />}
      </span>
      {onShow !== undefined && (
        <span role="cell">
          <button
            type="button"
            className={controls.quiet}
            aria-expanded={shown}
            aria-label={`${shown ? "Hide the" : "Show an"} interleaving that ends in ${name}`}
            onClick={() => onShow(shown ? null : bar.text)}
          >
            {shown ? "Hide" : "Show"}
          </button>
        </span>
      )}
    </div>
  );
}
