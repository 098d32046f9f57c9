import type { ReactNode } from "react";
import type { Watch } from "../watch/watch.js";
import type { AnalysedTrace } from "./analysed.js";
import type { Geometry } from "./geometry.js";
import styles from "./InterleavingTable.module.css";
import { laneStyle } from "./lane-style.js";

/** The head of an interleaving table, which stays in sight: a column for each thread and watch. */
export function InterleavingHead({
  analysed,
  geometry,
  watches,
}: {
  readonly analysed: AnalysedTrace;
  readonly geometry: Geometry;
  readonly watches: readonly Watch[];
}): ReactNode {
  return (
    <div role="rowgroup" className={styles.top}>
      <div
        role="row"
        aria-rowindex={1}
        className={styles.head}
        style={{ gridTemplateColumns: geometry.template, width: geometry.width }}
      >
        <span role="columnheader" className={styles.number}>
          step
        </span>
        {analysed.trace.threads.map((name, thread) => (
          <span
            key={thread}
            role="columnheader"
            className={styles.laneHead}
            style={laneStyle(thread)}
            title={name}
          >
            {name === `CPU${thread}` ? "" : <span className={styles.cpu}>CPU{thread} </span>}
            {name}
          </span>
        ))}
        {watches.map(({ source }) => (
          <span key={source} role="columnheader" className={styles.watchHead} title={source}>
            {source}
          </span>
        ))}
      </div>
    </div>
  );
}
