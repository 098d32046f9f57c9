import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import type { Progress } from "../../../engine/check/host.js";
import type { CheckResult } from "../../../engine/check/result.js";
import { FindingActions } from "../findings/FindingActions.js";
import { Exploration } from "../result/Exploration.js";
import { OutcomeHistogram } from "../result/OutcomeHistogram.js";
import { VerdictCard } from "../result/VerdictCard.js";
import styles from "./CellOutput.module.css";
import type { NotebookController } from "./controller.js";
import { FocusedInterleaving } from "./FocusedInterleaving.js";
import { whatIfName } from "./what-ifs.js";
import { WhatIfView } from "./WhatIfView.js";

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

/** One check: its card, the interleaving that is open in it, what could be instead, its outcomes. */
export function Check(props: CheckProps): ReactNode {
  const { controller, cell, check, result, reports, stale } = props;
  const { properties } = result;
  const several = useStore(
    controller.store,
    ({ outputs }) => (outputs.get(cell)?.checks.length ?? 0) > 1,
  );
  const violated = properties.find(
    ({ verdict, trace }) => verdict === "violated" && trace !== null,
  );
  const [open, setOpen] = useState(props.first ?? violated?.property ?? null);
  const ref = { cell, check };
  // Whatever leads to an interleaving, a link for one, opens it.
  const looked = useStore(controller.store, ({ focus }) =>
    focus?.cell === cell && focus.check === check && focus.whatIf === undefined
      ? focus.property
      : null,
  );
  const [lookedBefore, setLookedBefore] = useState(looked);
  if (looked !== lookedBefore) {
    setLookedBefore(looked);
    if (looked !== null) setOpen(looked);
  }
  const whatIf = useStore(controller.store, (state) => state.whatIfs.get(whatIfName(ref)) ?? null);
  const key = useStore(controller.store, (state) => state.outputs.get(cell)?.key ?? null);
  // What was made of an earlier evaluation of the cell says nothing about this one.
  const made = whatIf !== null && whatIf.key === key ? whatIf : null;
  const original = properties.find(({ property }) => property === made?.of) ?? null;
  return (
    <>
      <VerdictCard
        result={result}
        stale={stale}
        open={open}
        onOpen={setOpen}
        actions={<FindingActions cell={cell} scenario={several ? result.scenario : ""} />}
        onStepByHand={() =>
          void controller.whatIfs.begin({
            title: "by hand, from the initial state",
            check: ref,
            of: null,
            schedule: { replay: null },
          })
        }
      >
        {({ property, trace, replay }) =>
          trace === null ? null : (
            <>
              <FocusedInterleaving
                controller={controller}
                at={{ ...ref, property }}
                trace={trace}
                replay={replay}
                beside={null}
              />
              {made !== null && made.of === property && (
                <WhatIfView controller={controller} whatIf={made} original={original} />
              )}
            </>
          )
        }
      </VerdictCard>
      {made !== null && made.outcome === null && (made.of === null || made.of !== open) && (
        <WhatIfView controller={controller} whatIf={made} original={original} />
      )}
      <Exploration reports={reports} />
      {result.outcomes.length > 1 && (
        <div className={styles.outcomes}>
          <OutcomeHistogram
            result={result}
            shown={made?.outcome?.text ?? null}
            onShow={(outcome) => {
              if (outcome === null) controller.whatIfs.close(ref);
              else void controller.whatIfs.beginWithOutcome(ref, outcome);
            }}
          />
        </div>
      )}
      {/* Below what opens it, so that the bars stay where they are. */}
      {made !== null && made.outcome !== null && (
        <WhatIfView controller={controller} whatIf={made} original={original} />
      )}
    </>
  );
}
