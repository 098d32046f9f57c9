import type { ReactNode } from "react";
import { describeReplay } from "../../notebook/results/describe-replay.js";
import styles from "./CellOutput.module.css";
import type { CellOutput } from "./outputs.js";

/**
 * What the known counterexamples show on the changed code: the answer that comes before the
 * exploration does. After it only those that show something else now are worth a line.
 */
export function Replayed({
  output: { phase, replayed },
}: {
  readonly output: CellOutput;
}): ReactNode {
  const exploring = phase === "running";
  const told = [...replayed.values()].filter(
    ({ outcome }) => exploring || outcome === "passed" || outcome === "mismatch",
  );
  return told.map((result) => (
    <p key={`${result.scenario} ${result.property}`} className={styles.note} role="status">
      {describeReplay(result, exploring)}
    </p>
  ));
}
