import { type ReactNode, useMemo } from "react";
import { useStore } from "zustand";
import type { Trace } from "../../../engine/trace/trace.js";
import { usePage } from "../browser/page-context.js";
import { analyse } from "../trace/analysed.js";
import type { Compared } from "../trace/align.js";
import { InterleavingView } from "../trace/InterleavingView.js";
import { Watch } from "../watch/watch.js";
import type { NotebookController } from "./controller.js";
import { FromHere } from "./FromHere.js";
import { interleavingsOf } from "./interleavings.js";
import { type Focus, isSameInterleaving } from "./notebook-state.js";

/** An interleaving of the notebook, with its cursor where the notebook's focus is. */
export function FocusedInterleaving({
  controller,
  at,
  trace,
  replay,
  beside,
}: {
  readonly controller: NotebookController;
  readonly at: Omit<Focus, "step">;
  readonly trace: Trace;
  /** Its replay string, from which one can go on by hand; null where it has none. */
  readonly replay: string | null;
  /** The interleaving to stand beside it at first; null for none. */
  readonly beside: Compared | null;
}): ReactNode {
  const { store, looking } = controller;
  const analysed = analyse(trace);
  const focus = useStore(store, (state) => state.focus);
  const sources = useStore(store, (state) => state.watches);
  const filter = useStore(store, (state) => state.filter);
  const marked = useStore(store, (state) => state.marked);
  const focused = focus !== null && isSameInterleaving(focus, at);
  const step = focused ? focus.step : analysed.last;
  const watches = useMemo(
    () => sources.map((source) => new Watch(source, analysed.timeline)),
    [sources, analysed],
  );
  const { onCommand } = usePage();
  const look = (to: number): void => looking.look({ ...at, step: to });
  return (
    <>
      <InterleavingView
        analysed={analysed}
        step={step}
        onStep={look}
        watches={watches}
        filter={focused ? filter : null}
        marked={focused ? marked : NONE}
        onFilter={(locations) => {
          if (!focused) look(analysed.last);
          looking.filter(locations);
        }}
        beside={beside}
        onCopyLink={
          replay === null
            ? undefined
            : () => {
                if (!focused) look(step);
                onCommand("copy-link");
              }
        }
        others={() => interleavingsOf(store.getState()).filter((each) => each.trace !== trace)}
      />
      {replay !== null && at.whatIf !== "made" && (
        <FromHere controller={controller} at={at} trace={trace} replay={replay} step={step} />
      )}
    </>
  );
}

const NONE: readonly number[] = [];
