import type { CSSProperties, ReactNode } from "react";
import type { CheckResult, PropertyResult } from "../../../engine/check/result.js";
import { coverageLines, stoppedLines } from "../../../engine/report/coverage.js";
import {
  expectationMark,
  failingText,
  isFolded,
  simplestText,
  VERDICT_WORDS,
} from "../../../engine/report/verdict.js";
import { duration, thinDigits } from "../format/digits.js";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton.js";
import { VerdictGlyph } from "../parts/icons.js";
import { StaleNote } from "./StaleNote.js";
import styles from "./VerdictCard.module.css";
import { headline, TONES, type Tone } from "./verdicts.js";

/** What the card of a check needs. */
export interface VerdictCardProps {
  readonly result: CheckResult;
  /** Why the result is no longer that of the source, one sentence; null when it is current. */
  readonly stale?: string | null;
  /** What decides a property, one sentence; null when not known. */
  readonly deciding?: (property: PropertyResult) => string | null;
  /** The property whose interleaving is shown; null for none. */
  readonly open: string | null;
  readonly onOpen: (property: string | null) => void;
  /** Begins an interleaving that the user makes step by step; without it there is no button. */
  readonly onStepByHand?: () => void;
  /** What can be done with the whole finding, as buttons. */
  readonly actions?: ReactNode;
  /** Draws the interleaving of the open property. */
  readonly children?: (property: PropertyResult) => ReactNode;
}

/** Custom properties that colour a part of the card. */
function toned(tone: Tone): CSSProperties {
  return { "--tone": `var(--${tone})` } as CSSProperties;
}

/** Everything one check found: verdicts, what each rests on, interleavings to open. */
export function VerdictCard(props: VerdictCardProps): ReactNode {
  const { result, stale = null, actions } = props;
  const worst = headline(result);
  const tone = stale !== null ? "stale" : worst === null ? "undecided" : TONES[worst.verdict];
  const word = worst === null ? "no properties" : VERDICT_WORDS[worst.verdict];
  return (
    <section
      className={styles.card}
      style={toned(tone)}
      aria-label={`${result.scenario}: ${stale === null ? "" : "stale, "}${word}`}
    >
      <header className={styles.head}>
        <h4 className={styles.scenario}>{result.scenario}</h4>
        {props.onStepByHand !== undefined && (
          <button type="button" className={controls.quiet} onClick={props.onStepByHand}>
            Step by hand
          </button>
        )}
        <span className={styles.note}>{result.memory}</span>
        {result.ms > 0 && <span className={styles.note}>{duration(result.ms)}</span>}
        {actions}
      </header>
      {stale !== null && <StaleNote since={stale} />}
      <Properties {...props} />
      {result.stopped !== null && (
        <p className={styles.stopped}>
          {thinDigits(stoppedLines(result, Infinity, "cell").join(" "))}
        </p>
      )}
      <Facts result={result} />
    </section>
  );
}

function Properties(props: VerdictCardProps): ReactNode {
  const { properties } = props.result;
  if (properties.length === 0) {
    return <p className={styles.property}>The scenario states no property to check.</p>;
  }
  const quiet = (["holds", "undecided"] as const).map((verdict) => ({
    verdict,
    names: properties
      .filter((each) => isFolded(each) && each.verdict === verdict)
      .map(({ property }) => property),
  }));
  return (
    <ul>
      {properties
        .filter((each) => !isFolded(each))
        .map((property) => (
          <Property key={property.property} {...props} property={property} />
        ))}
      {quiet
        .filter(({ names }) => names.length > 0)
        .map(({ verdict, names }) => (
          <li
            key={verdict}
            className={`${styles.property} ${styles.folded}`}
            style={toned(TONES[verdict])}
          >
            <div className={styles.line}>
              <VerdictGlyph tone={TONES[verdict]} />
              <span className={styles.word}>{VERDICT_WORDS[verdict]}</span>
              <span className={styles.name}>{names.join(", ")}</span>
            </div>
          </li>
        ))}
    </ul>
  );
}

function Property(props: VerdictCardProps & { readonly property: PropertyResult }): ReactNode {
  const { property, result, open, onOpen, children } = props;
  const { verdict, trace, replay, message } = property;
  const tone = TONES[verdict];
  const isOpen = trace !== null && open === property.property;
  const failing = property.failing === 0n ? null : failingText(property, result);
  const simplest = simplestText(property);
  const deciding = props.deciding?.(property) ?? null;
  return (
    <li className={styles.property} style={toned(tone)}>
      <div className={styles.line}>
        <VerdictGlyph tone={tone} />
        <span className={styles.word}>{VERDICT_WORDS[verdict]}</span>
        <span className={styles.name}>
          {property.property} <Mark property={property} />
        </span>
        <span className={styles.actions}>
          {trace !== null && (
            <button
              type="button"
              className={controls.button}
              aria-expanded={isOpen}
              aria-label={`${isOpen ? "Hide" : "Show"} interleaving of ${property.property}`}
              onClick={() => onOpen(isOpen ? null : property.property)}
            >
              {isOpen ? "Hide" : "Show"} interleaving
            </button>
          )}
        </span>
        {(failing !== null || simplest !== null) && (
          <p className={styles.details}>
            {failing !== null && <strong>{thinDigits(failing)}</strong>}
            {failing !== null && simplest !== null && "; "}
            {simplest !== null && thinDigits(simplest)}
          </p>
        )}
        {message !== null && <p className={`${styles.details} ${styles.message}`}>{message}</p>}
        {deciding !== null && <p className={styles.details}>{deciding}</p>}
        {replay !== null && (
          <p className={styles.details}>
            replay <code className={styles.replay}>{replay.replaceAll("\n", "")}</code>{" "}
            <CopyButton label={`Copy the replay string of ${property.property}`} text={replay} />
          </p>
        )}
      </div>
      {isOpen && children !== undefined && <div className={styles.body}>{children(property)}</div>}
    </li>
  );
}

function Mark({ property }: { readonly property: PropertyResult }): ReactNode {
  const mark = expectationMark(property);
  if (mark === null) return null;
  const usual = property.asExpected || property.verdict === "undecided";
  return <span className={usual ? styles.expected : styles.unexpected}>{mark}</span>;
}

/** What the verdicts rest on: the lines of the report, each with its heading. */
function Facts({ result }: { readonly result: CheckResult }): ReactNode {
  const facts = coverageLines(result, Infinity).map((line) => {
    const at = line.indexOf(": ");
    return [line.slice(0, at), thinDigits(line.slice(at + 2))] as const;
  });
  return (
    <dl className={styles.facts}>
      {facts.flatMap(([name, value]) => [
        <dt key={`${name} name`}>{name}</dt>,
        <dd key={name}>{value}</dd>,
      ])}
    </dl>
  );
}
