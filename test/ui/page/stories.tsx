import { type ReactNode, useMemo, useState } from "react";
import type { PropertyResult } from "../../../engine/check/result.js";
import { ExplorationPlot } from "../../../app/ui/result/ExplorationPlot.js";
import { type BoxPlace, MatrixView } from "../../../app/ui/result/MatrixView.js";
import { OutcomeHistogram } from "../../../app/ui/result/OutcomeHistogram.js";
import { VerdictCard } from "../../../app/ui/result/VerdictCard.js";
import { WorkloadsCard } from "../../../app/ui/result/WorkloadsCard.js";
import { analyse } from "../../../app/ui/trace/analysed.js";
import { CompareView } from "../../../app/ui/trace/CompareView.js";
import { InterleavingView } from "../../../app/ui/trace/InterleavingView.js";
import { StateInspector } from "../../../app/ui/trace/StateInspector.js";
import { StatePicture } from "../../../app/ui/trace/StatePicture.js";
import { Watch } from "../../../app/ui/watch/watch.js";
import { WatchBar } from "../../../app/ui/watch/WatchBar.js";
import type { CheckResult } from "../../../engine/check/result.js";
import type { Trace } from "../../../engine/trace/trace.js";
import type { Fixtures } from "./fixtures.js";
import styles from "./page.module.css";

/** Every view by the name it has in the address. */
export const stories: Readonly<Record<string, (fixtures: Fixtures) => ReactNode>> = {
  "verdict-violated": ({ violated }) => <Card result={violated} />,
  "verdict-holds": ({ holds }) => <Card result={holds} />,
  "verdict-stopped": ({ stopped }) => <Card result={stopped} />,
  "verdict-stale": ({ violated }) => (
    <Card result={violated} stale="The cell has changed since this was found." />
  ),
  interleaving: ({ violated }) => <Interleaving trace={traceOf(violated)} step={24} />,
  "interleaving-start": ({ violated }) => <Interleaving trace={traceOf(violated)} step={-1} />,
  "interleaving-watches": ({ violated }) => (
    <Interleaving
      trace={traceOf(violated)}
      step={17}
      watches={["A.dirty || pte[0].dirty", "i_pages[0]", "i_pages[0].dirty"]}
    />
  ),
  "interleaving-weak": ({ weak }) => <Interleaving trace={traceOf(weak)} step={15} />,
  "interleaving-deadlock": ({ deadlock }) => <Interleaving trace={traceOf(deadlock)} step={2} />,
  "interleaving-livelock": ({ livelock }) => <Interleaving trace={traceOf(livelock)} step={3} />,
  "interleaving-long": ({ long }) => <Interleaving trace={traceOf(long)} step={5000} />,
  "interleaving-crowd": ({ crowd }) => <Interleaving trace={traceOf(crowd)} step={17} />,
  "interleaving-list": ({ list }) => <Interleaving trace={traceOf(list)} step={6} />,
  "matrix-growing": ({ matrix }) => (
    <MatrixView matrix={matrix} made={new Set([0, 1])} open={null} onOpen={() => undefined} />
  ),
  workloads: ({ workloads }) => (
    <>
      {workloads.map((each) => (
        <WorkloadsCard key={each.name} workloads={each} ms={each.ms} stale={null} />
      ))}
    </>
  ),
  "workloads-stale": ({ workloads }) => (
    <WorkloadsCard workloads={workloads[0]} ms={null} stale="The cell has changed." />
  ),
  matrix: ({ matrix }) => <MatrixStory matrix={matrix} />,
  outcomes: ({ outcomes }) => <OutcomeHistogram result={outcomes} />,
  "outcomes-shown": ({ outcomes }) => <OutcomesStory result={outcomes} />,
  "outcomes-stopped": ({ stopped }) => <OutcomesStory result={stopped} />,
  "outcomes-many": ({ weak }) => <OutcomeHistogram result={weak} />,
  plot: ({ progress }) => <ExplorationPlot reports={progress} />,
  compare: ({ livelock, deadlock }) => (
    <CompareView
      left={{ title: "live-lock", trace: traceOf(livelock) }}
      right={{ title: "deadlock", trace: traceOf(deadlock) }}
      step={-1}
      onStep={() => undefined}
    />
  ),
};

function OutcomesStory({ result }: { readonly result: CheckResult }): ReactNode {
  const [shown, setShown] = useState<string | null>(result.outcomes[0].text);
  return <OutcomeHistogram result={result} shown={shown} onShow={setShown} />;
}

function traceOf({ scenario, properties }: CheckResult): Trace {
  const trace = properties.find((property) => property.trace !== null)?.trace;
  if (trace === undefined || trace === null) throw new Error(`${scenario} has no interleaving`);
  return trace;
}

function Card(props: { readonly result: CheckResult; readonly stale?: string }): ReactNode {
  const first = props.result.properties.find(
    ({ verdict, trace }) => verdict === "violated" && trace !== null,
  );
  const [open, setOpen] = useState(first?.property ?? null);
  return (
    <VerdictCard {...props} open={open} onOpen={setOpen}>
      {(property) => <Opened property={property} />}
    </VerdictCard>
  );
}

function Opened({ property }: { readonly property: PropertyResult }): ReactNode {
  const [step, setStep] = useState((property.steps ?? 0) - 1);
  const [filter, setFilter] = useState<readonly string[] | null>(null);
  if (property.trace === null) return null;
  return (
    <InterleavingView
      analysed={analyse(property.trace)}
      step={step}
      onStep={setStep}
      watches={none}
      filter={filter}
      onFilter={setFilter}
    />
  );
}

const none: readonly Watch[] = [];

function Interleaving(props: {
  readonly trace: Trace;
  readonly step: number;
  readonly watches?: readonly string[];
}): ReactNode {
  const analysed = analyse(props.trace);
  const { timeline } = analysed;
  const [step, setStep] = useState(props.step);
  const [sources, setSources] = useState(props.watches ?? []);
  const [filter, setFilter] = useState<readonly string[] | null>(null);
  const watches = useMemo(
    () => sources.map((source) => new Watch(source, timeline)),
    [sources, timeline],
  );
  return (
    <div className={styles.split}>
      <InterleavingView
        analysed={analysed}
        step={step}
        onStep={setStep}
        watches={watches}
        filter={filter}
        onFilter={setFilter}
      />
      <aside className={styles.side} aria-label="Inspector">
        <StatePicture analysed={analysed} step={step} />
        <StateInspector
          analysed={analysed}
          step={step}
          onLocation={(location) => setFilter([location])}
        />
        <WatchBar timeline={timeline} step={step} watches={watches} onWatches={setSources} />
      </aside>
    </div>
  );
}

function MatrixStory({ matrix }: Pick<Fixtures, "matrix">): ReactNode {
  const failing = matrix.boxes.flatMap((boxes, row) =>
    boxes.flatMap((box, column) => (box?.property.verdict === "violated" ? [{ row, column }] : [])),
  );
  const [open, setOpen] = useState<BoxPlace | null>(failing[0] ?? null);
  const box = open === null ? null : matrix.boxes[open.row][open.column];
  return (
    <>
      <MatrixView matrix={matrix} open={open} onOpen={setOpen} />
      {box !== null && <Card result={matrix.results[box.result]} />}
    </>
  );
}
