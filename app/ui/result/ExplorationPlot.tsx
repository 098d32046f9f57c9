import type { ReactNode } from "react";
import type { Progress } from "../../../engine/check/host.js";
import { digits, duration } from "../format/digits.js";
import { progressText } from "../format/progress-text.js";
import styles from "./ExplorationPlot.module.css";
import { depthPlotOf, plotOf } from "./plot.js";

const WIDTH = 252;
const HEIGHT = 84;
const LEFT = 4;
const TOP = 16;
/** Beside the first plot stands the scale of the depth. */
const SCALE = 88;

/** A search while it runs: what it has explored and how deep it is over time, and over depth. */
export function ExplorationPlot({ reports }: { readonly reports: readonly Progress[] }): ReactNode {
  const last = reports.at(-1);
  if (last === undefined) return null;
  return (
    <figure className={styles.plot}>
      <figcaption className={styles.figures}>{progressText(last)}</figcaption>
      <div className={styles.plots}>
        <OverTime reports={reports} noun={nounOf(last)} />
        <OverDepth last={last} />
      </div>
    </figure>
  );
}

function nounOf({ engine }: Progress): string {
  return engine === "states" ? "states" : "executions";
}

function OverTime({
  reports,
  noun,
}: {
  readonly reports: readonly Progress[];
  readonly noun: string;
}): ReactNode {
  const plot = plotOf(reports, WIDTH, HEIGHT);
  if (plot === null) return null;
  return (
    <svg
      width={LEFT + WIDTH + SCALE}
      height={HEIGHT + TOP + 20}
      role="img"
      aria-label={`${noun}${plot.depth === null ? "" : " and depth"} over ${duration(plot.ms)}`}
    >
      <text x={LEFT} y={11} className={styles.exploredText}>
        {digits(plot.explored.top)} {noun}
      </text>
      {plot.depth !== null && (
        <text x={LEFT + WIDTH + 6} y={TOP + 11}>
          depth {digits(plot.depth.top)}
        </text>
      )}
      <g transform={`translate(${LEFT} ${TOP})`}>
        <path className={styles.frame} d={`M0 0V${HEIGHT}H${WIDTH}V0`} />
        {plot.depth !== null && <path className={styles.depth} d={plot.depth.path} />}
        <path className={styles.explored} d={plot.explored.path} />
      </g>
      <text x={LEFT} y={TOP + HEIGHT + 15}>
        0
      </text>
      <text x={LEFT + WIDTH} y={TOP + HEIGHT + 15} textAnchor="end">
        {duration(plot.ms)}
      </text>
    </svg>
  );
}

/**
 * The states engine goes depth first, so a state counts where the search met it, which may be deeper
 * than the shortest way to it; the traces engine ends executions, which count by their steps.
 */
function OverDepth({ last }: { readonly last: Progress }): ReactNode {
  const plot = last.depths === undefined ? null : depthPlotOf(last.depths, WIDTH, HEIGHT);
  if (plot === null) return null;
  const noun = nounOf(last);
  const about =
    last.engine === "states"
      ? "states by the depth at which they were met"
      : "executions by their steps";
  return (
    <svg
      width={LEFT + WIDTH + 8}
      height={HEIGHT + TOP + 20}
      role="img"
      aria-label={`${about}, most of them at ${digits(plot.most)}`}
    >
      <title>{about}</title>
      <text x={LEFT} y={11} className={styles.exploredText}>
        {digits(plot.top)} {noun}
      </text>
      <g transform={`translate(${LEFT} ${TOP})`}>
        <path className={styles.bars} d={plot.path} />
        <path className={styles.frame} d={`M0 0V${HEIGHT}H${WIDTH}V0`} />
      </g>
      <text x={LEFT} y={TOP + HEIGHT + 15}>
        depth 0
      </text>
      <text x={LEFT + WIDTH} y={TOP + HEIGHT + 15} textAnchor="end">
        {digits(plot.depth)}
      </text>
    </svg>
  );
}
