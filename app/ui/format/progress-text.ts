import type { Progress } from "../../../engine/check/host.js";
import { count, digits, duration } from "./digits.js";

/** Share of a search below which nothing is said about how long the rest takes. */
const LEAST_SHARE = 0.02;

/** How far a search is: `1 204 states, 410 000 per second, depth 88, 43 %, about 12 s left`. */
export function progressText({ engine, explored, depth, fraction, ms }: Progress): string {
  const parts = [count(explored, engine === "states" ? "state" : "execution")];
  if (ms > 0) parts.push(`${digits(Math.round((explored / ms) * 1000))} per second`);
  parts.push(`depth ${digits(depth)}`);
  if (fraction !== null) {
    parts.push(`${Math.floor(fraction * 100)}\u202f%`);
    if (fraction >= LEAST_SHARE) {
      parts.push(`about ${duration((ms / fraction) * (1 - fraction))} left`);
    }
  }
  return parts.join(", ");
}
