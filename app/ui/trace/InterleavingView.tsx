import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { mailTable } from "../../export/mail-table.js";
import { count } from "../format/digits.js";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton.js";
import { Icon } from "../parts/icons.js";
import type { Watch } from "../watch/watch.js";
import type { Compared } from "./align.js";
import type { AnalysedTrace } from "./analysed.js";
import { Comparison } from "./Comparison.js";
import { InterleavingTable } from "./InterleavingTable.js";
import styles from "./InterleavingView.module.css";
import { joinLocations } from "./records.js";
import { outermostCalls } from "./rows.js";
import { stepForKey } from "./scrub-keys.js";
import { Scrubber } from "./Scrubber.js";

/** What an interleaving's view needs; the step is the caller's, since inspectors follow it. */
export interface InterleavingViewProps {
  readonly analysed: AnalysedTrace;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly watches: readonly Watch[];
  /** Locations that steps must touch to be shown; null for all steps. */
  readonly filter: readonly string[] | null;
  readonly onFilter: (locations: readonly string[] | null) => void;
  /** Steps that something points at. */
  readonly marked?: readonly number[];
  /** The interleaving that stands beside it at first; without it the table is shown. */
  readonly beside?: Compared | null;
  /** What it can be compared with; without it there is no comparison. */
  readonly others?: () => readonly Compared[];
  /** Copies a link to the step; without it there is no button. */
  readonly onCopyLink?: () => void;
}

type Mode = "table" | "text" | "compare";
const MODES: readonly (readonly [mode: Mode, name: string])[] = [
  ["table", "Table"],
  ["text", "Text"],
  ["compare", "Compare"],
];

const NOTHING: ReadonlySet<number> = new Set();

/** An interleaving as a table with its scrubber, or as the text that goes into a mail. */
export function InterleavingView(props: InterleavingViewProps): ReactNode {
  const { analysed, step, onStep, filter, onFilter } = props;
  const { model, trace, last } = analysed;
  const { beside = null, others } = props;
  const [mode, setMode] = useState<Mode>(beside === null ? "table" : "compare");
  const [folded, setFolded] = useState(NOTHING);
  const [playing, setPlaying] = useState(false);
  const text = useMemo(() => mailTable(model), [model]);
  const outermost = useMemo(() => outermostCalls(model), [model]);
  const only = useMemo(
    () =>
      filter === null
        ? null
        : new Set(
            trace.steps.flatMap(({ touched }, index) =>
              touched.some((location) => filter.includes(location)) ? [index] : [],
            ),
          ),
    [trace, filter],
  );
  const allFolded = outermost.length > 0 && outermost.every((index) => folded.has(index));

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    const target = stepForKey(event.key, step, last, only);
    if (target !== null) {
      setPlaying(false);
      onStep(target);
    } else if (event.key === " " && !isButton(event.target)) {
      setPlaying(!playing && step < last);
    } else if (event.key === "Escape" && filter !== null) {
      event.stopPropagation();
      onFilter(null);
    } else return;
    event.preventDefault();
  };
  const toggle = (index: number): void => {
    const next = new Set(folded);
    if (!next.delete(index)) next.add(index);
    setFolded(next);
  };

  return (
    <div className={styles.view} onKeyDown={onKeyDown}>
      <div className={styles.bar}>
        <div className={styles.tabs} role="group" aria-label="View">
          {MODES.filter(([each]) => each !== "compare" || others !== undefined).map(
            ([each, name]) => (
              <button
                key={each}
                type="button"
                className={controls.button}
                aria-pressed={mode === each}
                onClick={() => setMode(each)}
              >
                {name}
              </button>
            ),
          )}
        </div>
        {mode === "table" && outermost.length > 0 && (
          <button
            type="button"
            className={controls.quiet}
            onClick={() => setFolded(allFolded ? NOTHING : new Set(outermost))}
          >
            {allFolded ? "Unfold calls" : "Fold calls"}
          </button>
        )}
        {mode === "table" && only !== null && filter !== null && (
          <span className={styles.filter}>
            {count(only.size, "step touches", "steps touch")}{" "}
            <code title={filter.join(", ")}>{joinLocations(filter)}</code>
            <button
              type="button"
              className={controls.icon}
              aria-label="Show all steps"
              aria-keyshortcuts="Escape"
              title="Show all steps (Escape)"
              onClick={() => onFilter(null)}
            >
              <Icon name="close" />
            </button>
          </span>
        )}
        <span className={styles.space} />
        {props.onCopyLink !== undefined && (
          <button
            type="button"
            className={controls.button}
            title="Copy a link to this step"
            onClick={props.onCopyLink}
          >
            <Icon name="copy" />
            Copy link
          </button>
        )}
        <CopyButton label="Copy as text" caption="Copy as text" text={text} />
      </div>
      {mode === "text" && (
        <pre className={styles.text} tabIndex={0} aria-label="Interleaving as text">
          {text}
        </pre>
      )}
      {mode === "compare" && (
        <Comparison
          right={{ title: "this one", trace }}
          first={beside}
          others={others ?? nobody}
          step={step}
          onStep={onStep}
        />
      )}
      {mode === "table" && (
        <>
          <InterleavingTable {...props} folded={folded} onFold={toggle} only={only} />
          <Scrubber
            analysed={analysed}
            step={step}
            only={only}
            onStep={onStep}
            playing={playing}
            onPlay={setPlaying}
          />
        </>
      )}
    </div>
  );
}

const nobody = (): readonly Compared[] => [];

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement && target.closest("input:not([type=range]), textarea") !== null
  );
}

function isButton(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest("button") !== null;
}
