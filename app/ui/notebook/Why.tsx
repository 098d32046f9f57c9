import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import type { Trace } from "../../../engine/trace/trace.js";
import type { DecidingPair } from "../../../engine/trace/deciding-pairs.js";
import controls from "../parts/controls.module.css";
import { decidingText } from "../result/deciding-text.js";
import type { NotebookController } from "./controller.js";
import type { Focus } from "./notebook-state.js";
import { type WhatIf, whatIfName } from "./what-ifs.js";
import styles from "./Why.module.css";

/** What is known of why an interleaving comes out as it does. */
interface Answer {
  readonly replay: string;
  readonly pairs: readonly DecidingPair[] | null;
  readonly problem: string | null;
}

/** Whether an interleaving that was made by hand, or asked for, shows nothing to be explained. */
function isBlameless(focus: Focus | null, whatIfs: ReadonlyMap<string, WhatIf>): boolean {
  if (focus?.whatIf !== "made") return false;
  const followed = whatIfs.get(whatIfName(focus))?.followed ?? null;
  if (followed === null) return true;
  const { end, properties } = followed;
  if (end === "deadlock" || end === "failed") return false;
  return properties.every(({ shownAfter }) => shownAfter === null);
}

/** The pairs of steps whose order decides what the interleaving in focus shows; asked on demand. */
export function Why({
  controller,
  trace,
}: {
  readonly controller: NotebookController;
  readonly trace: Trace;
}): ReactNode {
  const replay = useStore(controller.store, () => controller.looking.replay);
  const focus = useStore(controller.store, (state) => state.focus);
  const marked = useStore(controller.store, (state) => state.marked);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const blameless = useStore(controller.store, ({ whatIfs }) => isBlameless(focus, whatIfs));
  if (replay === null || focus === null || blameless) return null;
  const known = answer?.replay === replay ? answer : null;
  const ask = (): void => {
    setAnswer({ replay, pairs: null, problem: null });
    const { cell, check } = focus;
    controller.running.ask({ type: "deciding", check: { cell, check }, replay }).then(
      (pairs) => setAnswer({ replay, pairs, problem: null }),
      (error: unknown) =>
        setAnswer({ replay, pairs: null, problem: error instanceof Error ? error.message : "?" }),
    );
  };
  const point = ({ first, second }: DecidingPair): void => {
    controller.looking.look({ ...focus, step: first });
    controller.looking.mark([first, second]);
  };
  return (
    <section className={styles.why} aria-label="Why">
      <h3>Why</h3>
      {known === null && (
        <button type="button" className={controls.button} onClick={ask}>
          Which order decides?
        </button>
      )}
      {known?.problem != null && (
        <p role="alert" className={styles.note}>
          {known.problem}
        </p>
      )}
      {known !== null && known.problem === null && known.pairs === null && (
        <p role="status" className={styles.note}>
          Looking ...
        </p>
      )}
      {known?.pairs?.length === 0 && (
        <p className={styles.note}>
          No two steps decide by their order alone, or none could be proven to.
        </p>
      )}
      <ul>
        {known?.pairs?.map((pair) => {
          const { fails, holds, steps } = decidingText(trace, pair);
          const pointed = marked.includes(pair.first) && marked.includes(pair.second);
          return (
            <li key={`${pair.first} ${pair.second}`}>
              <button
                type="button"
                className={styles.pair}
                aria-pressed={pointed}
                title="Mark both steps"
                onClick={() => point(pair)}
              >
                <span className={styles.fails}>{fails}</span>
                <span className={styles.holds}>{holds}</span>
                {steps.map((step, index) => (
                  <code key={index} className={styles.step}>
                    {step}
                  </code>
                ))}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
