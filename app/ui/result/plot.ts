/** From progress reports to a plot. */
import type { Progress } from "../../../engine/check/host.js";
import type { DepthCounts } from "../../../engine/explore/depth-counts.js";

/** One curve as an SVG path and the value at its upper edge. */
export interface Curve {
  /** Path in a box of the given size, y downwards. */
  readonly path: string;
  /** The round number at the upper edge of the box. */
  readonly top: number;
}

/** The two curves of a running search over time. */
export interface Plot {
  readonly explored: Curve;
  /** Null for a series of workloads, each of which begins anew. */
  readonly depth: Curve | null;
  /** Milliseconds at the right edge. */
  readonly ms: number;
}

/**
 * Plots what was explored, and at which depth, over time; null for fewer than two reports.
 *
 * @param width of the box in pixels
 * @param height of the box in pixels
 */
export function plotOf(reports: readonly Progress[], width: number, height: number): Plot | null {
  const last = reports.at(-1);
  if (last === undefined || reports.length < 2 || last.ms <= 0) return null;
  const curve = (value: (report: Progress) => number): Curve => {
    const top = roundUp(Math.max(1, ...reports.map(value)));
    const points = reports.map((report) => {
      const x = (report.ms / last.ms) * width;
      const y = height - (value(report) / top) * height;
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    return { path: `M${points.join("L")}`, top };
  };
  return {
    explored: curve(({ explored }) => explored),
    depth: last.workloads === undefined ? curve(({ depth }) => depth) : null,
    ms: last.ms,
  };
}

/** How much was found at each depth, as bars. */
export interface DepthPlot {
  /** Area under the bars, as a path in a box of the given size, y downwards. */
  readonly path: string;
  /** The round number at the upper edge of the box. */
  readonly top: number;
  /** The depth at the right edge. */
  readonly depth: number;
  /** The depth at which most was found; where depths are counted together, the first of them. */
  readonly most: number;
}

/** Plots counts by depth; null where there are none, or all are at one depth. */
export function depthPlotOf(
  { step, counts }: DepthCounts,
  width: number,
  height: number,
): DepthPlot | null {
  if (counts.length < 2) return null;
  const most = Math.max(...counts);
  const top = roundUp(most);
  const bars = counts.map((count, index) => {
    const y = height - (count / top) * height;
    return `V${y.toFixed(1)}H${(((index + 1) * width) / counts.length).toFixed(1)}`;
  });
  return {
    path: `M0 ${height}${bars.join("")}V${height}Z`,
    top,
    depth: counts.length * step - 1,
    most: counts.indexOf(most) * step,
  };
}

/** The next number of the form 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((each) => each * power >= value) ?? 10;
  return step * power;
}
