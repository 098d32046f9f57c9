import type { Progress } from "../../../engine/check/host.js";
import { count, digits, duration } from "./digits.js";

/** Share of a search below which nothing is said about how long the rest takes. */
const LEAST_SHARE = 0.02;

/**
 * How far a search is: `1 204 states, 410 000 per second, depth 88, 43 %, about 12 s left`; a series
 * of workloads begins with `workload 57 of 200`.
 */
export function progressText(progress: Progress): string {
  const { engine, explored, depth, fraction, ms, workloads } = progress;
  const parts = [count(explored, engine === "states" ? "state" : "execution")];
  if (ms > 0) parts.push(`${digits(Math.round((explored / ms) * 1000))} per second`);
  if (workloads === undefined) parts.push(`depth ${digits(depth)}`);
  else parts.unshift(`workload ${digits(workloads.done)} of ${digits(workloads.of)}`);
  if (fraction !== null) {
    parts.push(`${Math.floor(fraction * 100)}\u202f%`);
    if (fraction >= LEAST_SHARE && fraction < 1) {
      parts.push(`about ${duration((ms / fraction) * (1 - fraction))} left`);
    }
  }
  return parts.join(", ");
}
