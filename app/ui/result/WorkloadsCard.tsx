import type { CSSProperties, ReactNode } from "react";
import { VERDICT_WORDS } from "../../../engine/report/verdict.js";
import type { WorkloadsResult } from "../../../engine/workloads/result.js";
import { count, digits, duration } from "../format/digits.js";
import { CopyButton } from "../parts/CopyButton.js";
import { VerdictGlyph } from "../parts/icons.js";
import { StaleNote } from "./StaleNote.js";
import styles from "./VerdictCard.module.css";
import { TONES } from "./verdicts.js";

/** What the card of a series of workloads needs. */
export interface WorkloadsCardProps {
  readonly workloads: Omit<WorkloadsResult, "result" | "ms">;
  /** Milliseconds that exploring took; null for a recorded series. */
  readonly ms: number | null;
  /** Why the result is no longer that of the source, one sentence; null when it is current. */
  readonly stale: string | null;
  /** What can be done with the finding, as buttons. */
  readonly actions?: ReactNode;
}

/** What a series of random workloads came to; the check of the one that fails has its own card. */
export function WorkloadsCard({ workloads, ms, stale, actions }: WorkloadsCardProps): ReactNode {
  const { name, verdict, expected, states, seed } = workloads;
  const tone = stale === null ? TONES[verdict] : "stale";
  return (
    <section
      className={styles.card}
      style={{ "--tone": `var(--${tone})` } as CSSProperties}
      aria-label={`${name}: ${stale === null ? "" : "stale, "}${VERDICT_WORDS[verdict]}`}
    >
      <header className={styles.head}>
        <h4 className={styles.scenario}>{name}</h4>
        <span className={styles.note}>random workloads</span>
        {ms !== null && <span className={styles.note}>{duration(ms)}</span>}
        {actions}
      </header>
      {stale !== null && <StaleNote since={stale} />}
      <div className={styles.property}>
        <div className={styles.line}>
          <VerdictGlyph tone={TONES[verdict]} />
          <span className={styles.word}>{VERDICT_WORDS[verdict]}</span>
          <span className={styles.name}>
            {claimOf(workloads)} <Mark verdict={verdict} expected={expected} />
          </span>
          <Smallest workloads={workloads} />
        </div>
      </div>
      <dl className={styles.facts}>
        <dt>explored</dt>
        <dd>
          {count(workloads.workloads, "workload")}, {count(states, "state")} in all
        </dd>
        <dt>drawn from</dt>
        <dd>seed {digits(seed)}: the same ones every time</dd>
      </dl>
    </section>
  );
}

function claimOf({ verdict, workloads }: WorkloadsCardProps["workloads"]): string {
  switch (verdict) {
    case "holds":
      return "in every interleaving of every workload";
    case "undecided":
      return "a budget was met in some of the workloads";
    case "violated":
      return `by workload ${digits(workloads)}`;
  }
}

function Mark({
  verdict,
  expected,
}: Pick<WorkloadsCardProps["workloads"], "verdict" | "expected">): ReactNode {
  if (verdict === "undecided" || (verdict === "holds" && expected === "holds")) return null;
  if (verdict === expected) return <span className={styles.expected}>(as expected)</span>;
  const wanted = expected === "holds" ? "expected holds" : "expected a workload that fails";
  return <span className={styles.unexpected}>NOT AS EXPECTED ({wanted})</span>;
}

/** The smallest workload that fails, and what brings it back. */
function Smallest({
  workloads: { seed, path, smallest, shrinks },
}: Pick<WorkloadsCardProps, "workloads">): ReactNode {
  if (smallest === null || path === null) return null;
  const options = `{ seed: ${seed}, path: "${path}" }`;
  return (
    <>
      <p className={styles.details}>
        smallest, {shrinks === 0 ? "as drawn" : `after ${count(shrinks, "step")} of shrinking`}:{" "}
        <strong>{smallest}</strong>
      </p>
      <p className={styles.details}>
        replay{" "}
        <code className={styles.replay} title="Options of forAll that draw it again">
          {options}
        </code>{" "}
        <CopyButton label="Copy the options that draw it again" text={options} />
      </p>
    </>
  );
}
