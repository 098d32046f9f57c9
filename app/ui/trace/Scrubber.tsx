import { type ReactNode, useEffect } from "react";
import { digits } from "../format/digits.js";
import controls from "../parts/controls.module.css";
import { Icon, type IconName } from "../parts/icons.js";
import type { AnalysedTrace } from "./analysed.js";
import { stepForKey } from "./scrub-keys.js";
import styles from "./Scrubber.module.css";
import { START } from "./timeline.js";

/** Milliseconds between two steps while playing. */
const BEAT = 450;

/** What the scrubber needs. */
export interface ScrubberProps {
  readonly analysed: AnalysedTrace;
  readonly step: number;
  /** The steps that are shown; null for all. */
  readonly only: ReadonlySet<number> | null;
  readonly onStep: (step: number) => void;
  readonly playing: boolean;
  readonly onPlay: (playing: boolean) => void;
}

/** Steps through an interleaving: buttons, a slider, and what the step is. */
export function Scrubber(props: ScrubberProps): ReactNode {
  const { analysed, step, only, onStep, playing, onPlay } = props;
  const { last } = analysed;
  const next = stepForKey(".", step, last, only) ?? step;
  const previous = stepForKey(",", step, last, only) ?? step;
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (next > step) onStep(next);
      else onPlay(false);
    }, BEAT);
    return () => clearTimeout(timer);
  }, [playing, step, next, onStep, onPlay]);

  const go = (target: number): void => {
    onPlay(false);
    onStep(target);
  };
  const playOrPause = (): void => {
    if (!playing && next === step) onStep(START);
    onPlay(!playing);
  };
  return (
    <div role="group" aria-label="Scrubber" className={styles.scrubber}>
      <Button
        icon="first"
        name="Initial state"
        keys="<"
        off={step === START}
        act={() => go(START)}
      />
      <Button
        icon="previous"
        name="Step back"
        keys=","
        off={step === START}
        act={() => go(previous)}
      />
      <Button
        icon={playing ? "pause" : "play"}
        name={playing ? "Pause" : "Play"}
        keys="Space"
        off={last < 0}
        act={playOrPause}
      />
      <Button icon="next" name="Step on" keys="." off={next === step} act={() => go(next)} />
      <Button icon="last" name="Last step" keys=">" off={step >= last} act={() => go(last)} />
      <input
        type="range"
        className={styles.slider}
        aria-label="Step"
        aria-valuetext={stepText(analysed, step)}
        min={START}
        max={last}
        value={step}
        onChange={(event) => go(Number(event.target.value))}
      />
      <Where analysed={analysed} step={step} />
    </div>
  );
}

function Button(props: {
  readonly icon: IconName;
  readonly name: string;
  readonly keys: string;
  readonly off: boolean;
  readonly act: () => void;
}): ReactNode {
  return (
    <button
      type="button"
      className={controls.icon}
      aria-label={props.name}
      aria-keyshortcuts={props.keys}
      title={`${props.name} (${props.keys})`}
      disabled={props.off}
      onClick={props.act}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** Says which step it is; a screen reader hears it as it changes. */
function Where({
  analysed,
  step,
}: {
  readonly analysed: AnalysedTrace;
  readonly step: number;
}): ReactNode {
  const { trace, last } = analysed;
  if (step === START) {
    return (
      <p role="status" className={styles.where}>
        <strong>initial state</strong> of {digits(last + 1)} steps
      </p>
    );
  }
  const { thread } = trace.steps[step];
  return (
    <p role="status" className={styles.where}>
      <strong>step {digits(step + 1)}</strong> of {digits(last + 1)}, {trace.threads[thread]}{" "}
      <span className={styles.what}>{eventText(analysed, step)}</span>
    </p>
  );
}

function eventText({ trace }: AnalysedTrace, step: number): string {
  const { label, result } = trace.steps[step];
  return result === null ? label : `${label} \u2192 ${result}`;
}

function stepText(analysed: AnalysedTrace, step: number): string {
  return step === START ? "initial state" : `step ${step + 1}: ${eventText(analysed, step)}`;
}
