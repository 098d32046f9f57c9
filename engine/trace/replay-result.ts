import type { Trace } from "./trace.js";

/** What re-executing a recorded schedule found. */
export interface ReplayResult {
  readonly scenario: string;
  /** The property the replay string was recorded for. */
  readonly property: string;
  /**
   * `violated` (or `witnessed` for reachability): the schedule still shows it; `passed`: every step
   * matched but the property is no longer violated (or witnessed); `mismatch`: see `message`.
   */
  readonly outcome: "violated" | "witnessed" | "passed" | "mismatch";
  /** First step (from 0) that no longer matches; null unless `mismatch`. */
  readonly mismatchAt: number | null;
  /** What the recorded step was and what the scenario does now, in words; null unless `mismatch`. */
  readonly message: string | null;
  /** The interleaving as far as it could be followed. */
  readonly trace: Trace;
}
