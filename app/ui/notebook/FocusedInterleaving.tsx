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
import { type Focus, isSameInterleaving, type NotebookState } from "./notebook-state.js";

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
  // Only what is looked at follows the cursor; every other interleaving stays as it is drawn.
  const focused = ({ focus }: NotebookState): boolean =>
    focus !== null && isSameInterleaving(focus, at);
  const cursor = useStore(store, (state) => (focused(state) ? (state.focus?.step ?? null) : null));
  const sources = useStore(store, (state) => state.watches);
  const filter = useStore(store, (state) => (focused(state) ? state.filter : null));
  const marked = useStore(store, (state) => (focused(state) ? state.marked : NONE));
  const step = cursor ?? analysed.last;
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
        filter={filter}
        marked={marked}
        onFilter={(locations) => {
          if (cursor === null) look(analysed.last);
          looking.filter(locations);
        }}
        beside={beside}
        onCopyLink={
          replay === null
            ? undefined
            : () => {
                if (cursor === null) look(step);
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
