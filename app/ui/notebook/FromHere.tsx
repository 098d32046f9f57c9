import { type ReactNode, useEffect, useState } from "react";
import type { Followed } from "../../../engine/trace/follow.js";
import type { Trace } from "../../../engine/trace/trace.js";
import controls from "../parts/controls.module.css";
import { Choices } from "../trace/Choices.js";
import type { NotebookController } from "./controller.js";
import type { Focus } from "./notebook-state.js";
import styles from "./WhatIfView.module.css";

/** Milliseconds that the cursor rests on a step before the kernel is asked about it. */
const REST = 80;

/** What else could have happened at the step that the cursor is on. */
export function FromHere(props: {
  readonly controller: NotebookController;
  readonly at: Omit<Focus, "step">;
  readonly trace: Trace;
  readonly replay: string;
  readonly step: number;
}): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.fromHere}>
      <button
        type="button"
        className={controls.button}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        What if ...
      </button>
      {open && <Others {...props} onBegun={() => setOpen(false)} />}
    </div>
  );
}

function Others({
  controller,
  at,
  trace,
  replay,
  step,
  onBegun,
}: Parameters<typeof FromHere>[0] & { readonly onBegun: () => void }): ReactNode {
  const [answer, setAnswer] = useState<Followed | string | null>(null);
  const { cell, check, property } = at;
  useEffect(() => {
    let wanted = true;
    const schedule = { replay, steps: step + 1 };
    const timer = setTimeout(() => {
      controller.running.ask({ type: "follow", check: { cell, check }, schedule }).then(
        (followed) => wanted && setAnswer(followed),
        (error: unknown) => wanted && setAnswer(error instanceof Error ? error.message : "?"),
      );
    }, REST);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [controller, cell, check, replay, step]);
  if (typeof answer === "string") {
    return (
      <p role="alert" className={styles.problem}>
        {answer}
      </p>
    );
  }
  // What is shown is about the step before until the answer is there.
  if (answer === null) return null;
  const after = answer.trace.steps.length;
  const where = after === 0 ? "from the start" : `after step ${after}`;
  const begin = (title: string, then: number[]): void => {
    const schedule = { replay, steps: after, then };
    // The cursor goes to what begins here: there is nothing to choose any more.
    onBegun();
    void controller.whatIfs.begin({ title, check: { cell, check }, of: property, schedule });
  };
  return (
    <>
      <p className={styles.reached}>
        {answer.choices.length === 0
          ? "Nobody can go on after this step."
          : `Who could go on ${where}:`}
      </p>
      <Choices
        trace={answer.trace}
        choices={answer.choices}
        taken={trace.steps.at(after) ?? null}
        onChoose={({ move, step: { thread } }) =>
          begin(`${where}, ${trace.threads[thread]} goes on`, [move])
        }
      />
      {answer.choices.length > 0 && (
        <div className={styles.explore}>
          <button
            type="button"
            className={controls.button}
            onClick={() => {
              begin(where, []);
              void controller.whatIfs.explore({ cell, check });
            }}
          >
            Explore everything {where}
          </button>
        </div>
      )}
    </>
  );
}
