import type { ReactNode } from "react";
import type { Progress } from "../../../engine/check/host.js";
import styles from "./ExplorationPlot.module.css";
import { ExplorationPlot } from "./ExplorationPlot.js";

/** How a search went, folded away; nothing for one that was over before it could report twice. */
export function Exploration({ reports }: { readonly reports: readonly Progress[] }): ReactNode {
  if (reports.length < 2) return null;
  return (
    <details className={styles.exploration}>
      <summary>Exploration</summary>
      <ExplorationPlot reports={reports} />
    </details>
  );
}
