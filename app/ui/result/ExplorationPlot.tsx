import type { ReactNode } from "react";
import type { Progress } from "../../../engine/check/host.js";
import { digits, duration } from "../format/digits.js";
import { progressText } from "../format/progress-text.js";
import styles from "./ExplorationPlot.module.css";
import { plotOf } from "./plot.js";

const WIDTH = 264;
const HEIGHT = 84;
const LEFT = 4;
const TOP = 16;

/** A search while it runs: what it has explored and how deep it is, over time. */
export function ExplorationPlot({ reports }: { readonly reports: readonly Progress[] }): ReactNode {
  const last = reports.at(-1);
  if (last === undefined) return null;
  const noun = last.engine === "states" ? "state" : "execution";
  const plot = plotOf(reports, WIDTH, HEIGHT);
  return (
    <figure className={styles.plot}>
      <figcaption className={styles.figures}>{progressText(last)}</figcaption>
      {plot !== null && (
        <svg
          width={360}
          height={HEIGHT + TOP + 20}
          role="img"
          aria-label={`${noun}s and depth over ${duration(plot.ms)}`}
        >
          <text x={LEFT} y={11} className={styles.exploredText}>
            {digits(plot.explored.top)} {noun}s
          </text>
          <text x={LEFT + WIDTH + 6} y={TOP + 11}>
            depth {digits(plot.depth.top)}
          </text>
          <g transform={`translate(${LEFT} ${TOP})`}>
            <path className={styles.frame} d={`M0 0V${HEIGHT}H${WIDTH}V0`} />
            <path className={styles.depth} d={plot.depth.path} />
            <path className={styles.explored} d={plot.explored.path} />
          </g>
          <text x={LEFT} y={TOP + HEIGHT + 15}>
            0
          </text>
          <text x={LEFT + WIDTH} y={TOP + HEIGHT + 15} textAnchor="end">
            {duration(plot.ms)}
          </text>
        </svg>
      )}
    </figure>
  );
}
