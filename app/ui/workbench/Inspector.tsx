import { type ReactNode, useMemo } from "react";
import { useStore } from "zustand";
import type { Trace } from "../../../engine/trace/trace.js";
import type { NotebookController } from "../notebook/controller.js";
import { Why } from "../notebook/Why.js";
import { analyse } from "../trace/analysed.js";
import { StateInspector } from "../trace/StateInspector.js";
import { StatePicture } from "../trace/StatePicture.js";
import { Watch } from "../watch/watch.js";
import { WatchBar } from "../watch/WatchBar.js";
import type { Tab } from "./tab.js";
import styles from "./Workbench.module.css";

/** The state at the step that the user looks at, and the watches. */
export function Inspector({ tab: { controller } }: { readonly tab: Tab }): ReactNode {
  const trace = useStore(controller.store, () => controller.looking.trace);
  const step = useStore(controller.store, (state) => state.focus?.step ?? 0);
  if (trace === null) {
    return (
      <p className={styles.hint}>
        Pick a step of an interleaving to see the state after it, with what it changed.
      </p>
    );
  }
  return <State key={trace.scenario} controller={controller} trace={trace} step={step} />;
}

function State({
  controller,
  trace,
  step,
}: {
  readonly controller: NotebookController;
  readonly trace: Trace;
  readonly step: number;
}): ReactNode {
  const analysed = analyse(trace);
  const sources = useStore(controller.store, (state) => state.watches);
  const watches = useMemo(
    () => sources.map((source) => new Watch(source, analysed.timeline)),
    [sources, analysed],
  );
  return (
    <>
      <StatePicture analysed={analysed} step={step} />
      <StateInspector
        analysed={analysed}
        step={step}
        onLocation={(location) => controller.looking.filter([location])}
      />
      <WatchBar
        timeline={analysed.timeline}
        step={step}
        watches={watches}
        onWatches={(next) => controller.looking.watch(next)}
      />
      <Why controller={controller} trace={trace} />
    </>
  );
}
