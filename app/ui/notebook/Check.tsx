import { type ReactNode, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Progress } from "../../../engine/check/host.js";
import type { CheckResult, PropertyResult } from "../../../engine/check/result.js";
import type { Trace } from "../../../engine/trace/trace.js";
import { Exploration } from "../result/Exploration.js";
import { OutcomeHistogram } from "../result/OutcomeHistogram.js";
import { VerdictCard } from "../result/VerdictCard.js";
import { analyse } from "../trace/analysed.js";
import { InterleavingView } from "../trace/InterleavingView.js";
import { Watch } from "../watch/watch.js";
import styles from "./CellOutput.module.css";
import type { NotebookController } from "./controller.js";

/** What the output of one check needs. */
export interface CheckProps {
  readonly controller: NotebookController;
  readonly cell: string;
  /** Ordinal of the check in the cell. */
  readonly check: number;
  readonly result: CheckResult;
  /** What its search reported while it ran. */
  readonly reports: readonly Progress[];
  readonly stale: string | null;
  /** The property that is open at first; by default the first violated one. */
  readonly first?: string;
}

/** One check: its card, the interleaving that is open in it, and its outcomes. */
export function Check(props: CheckProps): ReactNode {
  const { result, reports, stale } = props;
  const violated = result.properties.find(
    ({ verdict, trace }) => verdict === "violated" && trace !== null,
  );
  const [open, setOpen] = useState(props.first ?? violated?.property ?? null);
  return (
    <>
      <VerdictCard result={result} stale={stale} open={open} onOpen={setOpen}>
        {(property) =>
          property.trace === null ? null : (
            <Interleaving {...props} property={property} trace={property.trace} />
          )
        }
      </VerdictCard>
      <Exploration reports={reports} />
      {result.outcomes.length > 1 && (
        <div className={styles.outcomes}>
          <OutcomeHistogram result={result} />
        </div>
      )}
    </>
  );
}

/** The interleaving of a property, with its cursor where the notebook's focus is. */
function Interleaving(
  props: CheckProps & { readonly property: PropertyResult; readonly trace: Trace },
): ReactNode {
  const { controller, cell, check, trace } = props;
  const { property } = props.property;
  const analysed = analyse(trace);
  const focus = useStore(controller.store, (state) => state.focus);
  const sources = useStore(controller.store, (state) => state.watches);
  const filter = useStore(controller.store, (state) => state.filter);
  const focused = focus?.cell === cell && focus.check === check && focus.property === property;
  const watches = useMemo(
    () => (focused ? sources.map((source) => new Watch(source, analysed.timeline)) : []),
    [focused, sources, analysed],
  );
  const look = (step: number): void => controller.looking.look({ cell, check, property, step });
  return (
    <InterleavingView
      analysed={analysed}
      step={focused ? focus.step : analysed.last}
      onStep={look}
      watches={watches}
      filter={focused ? filter : null}
      onFilter={(locations) => {
        if (!focused) look(analysed.last);
        controller.looking.filter(locations);
      }}
    />
  );
}
