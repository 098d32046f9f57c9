import { type ReactNode, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { PropertyResult } from "../../../engine/check/result.js";
import { simplestText } from "../../../engine/report/verdict.js";
import type { CheckRef } from "../../kernel/queries/questions.js";
import { thinDigits } from "../format/digits.js";
import { progressText } from "../format/progress-text.js";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton.js";
import { Icon } from "../parts/icons.js";
import { VerdictCard } from "../result/VerdictCard.js";
import { Choices } from "../trace/Choices.js";
import type { NotebookController } from "./controller.js";
import { FocusedInterleaving } from "./FocusedInterleaving.js";
import type { CellOutput } from "./outputs.js";
import type { WhatIf } from "./what-ifs.js";
import styles from "./WhatIfView.module.css";
import { reachedText } from "./reached-text.js";

/** An interleaving made by hand or asked for: its table, who can go on, what can follow. */
export function WhatIfView({
  controller,
  whatIf,
  original,
}: {
  readonly controller: NotebookController;
  readonly whatIf: WhatIf;
  /** The property whose interleaving it leaves; null for one that begins by itself. */
  readonly original: PropertyResult | null;
}): ReactNode {
  const { check, followed, title, problem, exploring, outcome } = whatIf;
  const { whatIfs } = controller;
  const steps = followed?.trace.steps.length ?? 0;
  const simplest = simplestOf(whatIf);
  const head = useRef<HTMLElement>(null);
  // It comes into sight when its table is there, and stays put from then on.
  const isThere = followed !== null;
  const wasThere = useRef(isThere);
  useEffect(() => {
    if (isThere && !wasThere.current) head.current?.scrollIntoView({ block: "nearest" });
    wasThere.current = isThere;
  }, [isThere]);
  return (
    <section className={styles.whatIf} aria-label={`What if: ${title}`}>
      <header ref={head} className={styles.head}>
        <h5>{outcome === null ? "What if" : "Outcome"}</h5>
        <span className={styles.title} title={title}>
          {title}
        </span>
        <span className={styles.space} />
        <button
          type="button"
          className={controls.quiet}
          disabled={steps === 0}
          onClick={() => void whatIfs.back(check)}
        >
          Step back
        </button>
        {followed !== null && (
          <CopyButton
            label="Copy the replay string"
            caption="Replay string"
            text={followed.replay}
          />
        )}
        <button
          type="button"
          className={controls.icon}
          aria-label={original === null ? "Close" : "Back to the original"}
          title={original === null ? "Close" : "Back to the original"}
          onClick={() => whatIfs.close(check)}
        >
          <Icon name="close" />
        </button>
      </header>
      {simplest !== null && <p className={styles.simplest}>{thinDigits(simplest)}</p>}
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {followed === null ? (
        <Waiting controller={controller} check={check} exploring={exploring} />
      ) : (
        <>
          <FocusedInterleaving
            controller={controller}
            at={{ ...check, property: whatIf.of ?? "", whatIf: "made" }}
            trace={followed.trace}
            replay={followed.replay}
            beside={
              original?.trace == null ? null : { title: original.property, trace: original.trace }
            }
          />
          <p className={styles.reached} role="status">
            {reachedText(followed)}
          </p>
          {followed.choices.length > 0 && <p className={styles.reached}>Who can go on:</p>}
          <Choices
            trace={followed.trace}
            choices={followed.choices}
            taken={null}
            onChoose={({ move }) => void whatIfs.step(check, move)}
          />
          {followed.end === null && (
            <div className={styles.explore}>
              <button
                type="button"
                className={controls.button}
                disabled={exploring}
                onClick={() => void whatIfs.explore(check)}
              >
                Explore everything from here
              </button>
              {exploring && <Waiting controller={controller} check={check} exploring />}
            </div>
          )}
          <Explored controller={controller} whatIf={whatIf} />
        </>
      )}
    </section>
  );
}

/** How simple the interleaving of an outcome is; null for any other, and when steps were taken back. */
function simplestOf({ outcome, followed, schedule }: WhatIf): string | null {
  const { steps, then } = schedule;
  if (outcome?.witness == null || followed === null) return null;
  if (steps !== undefined || then !== undefined) return null;
  return simplestText({ ...outcome.witness, steps: followed.trace.steps.length });
}

/** A question under way, with how far it is and a way to stop it. */
function Waiting({
  controller,
  check: { cell },
  exploring,
}: {
  readonly controller: NotebookController;
  readonly check: CheckRef;
  readonly exploring: boolean;
}): ReactNode {
  const last = useStore(controller.store, (state) => state.outputs.get(cell)?.progress.at(-1));
  const running = useStore(controller.store, ({ outputs }) => runningCell(outputs));
  if (!exploring) return null;
  // Stopping would stop what runs, which nobody has asked for here.
  if (running !== null) {
    return (
      <span className={styles.progress} role="status">
        Waits until cell {running} has run.
      </span>
    );
  }
  return (
    <span className={styles.progress} role="status">
      {last === undefined ? "exploring ..." : progressText(last)}
      <button type="button" className={controls.quiet} onClick={() => void controller.interrupt()}>
        Stop
      </button>
    </span>
  );
}

function runningCell(outputs: ReadonlyMap<string, CellOutput>): string | null {
  for (const [name, { phase }] of outputs) if (phase === "running") return name;
  return null;
}

/** What exploring from there has found, with its own interleavings. */
function Explored({
  controller,
  whatIf: { check, explored },
}: {
  readonly controller: NotebookController;
  readonly whatIf: WhatIf;
}): ReactNode {
  const [open, setOpen] = useState<string | null>(null);
  if (explored === null) return null;
  return (
    <VerdictCard result={explored} open={open} onOpen={setOpen}>
      {({ property, trace, replay }) =>
        trace === null ? null : (
          <FocusedInterleaving
            controller={controller}
            at={{ ...check, property, whatIf: "explored" }}
            trace={trace}
            replay={replay}
            beside={null}
          />
        )
      }
    </VerdictCard>
  );
}
