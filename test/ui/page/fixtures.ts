/** The results that the development page draws, and how they get there. */
import type { Progress } from "../../../engine/check/host.js";
import type { CheckResult } from "../../../engine/check/result.js";
import type { Matrix } from "../../../engine/sweep/matrix.js";
import type { WorkloadsResult } from "../../../engine/workloads/result.js";

/** Real results by what they show. */
export interface Fixtures {
  readonly violated: CheckResult;
  readonly holds: CheckResult;
  readonly weak: CheckResult;
  readonly deadlock: CheckResult;
  readonly livelock: CheckResult;
  readonly outcomes: CheckResult;
  readonly stopped: CheckResult;
  readonly matrix: Matrix;
  /** A series that fails and one that does not. */
  readonly workloads: readonly WorkloadsResult[];
  /** A counterexample in whose states waiters are linked. */
  readonly list: CheckResult;
  /** A counterexample of ten thousand steps. */
  readonly long: CheckResult;
  /** A counterexample of nine threads. */
  readonly crowd: CheckResult;
  /** Reports of the search for it. */
  readonly progress: readonly Progress[];
}

/** JSON cannot say big integers. */
const BIG = "$bigint";

/** The fixtures as JSON. */
export function encodeFixtures(fixtures: Fixtures): string {
  return JSON.stringify(fixtures, (_, value: unknown) =>
    typeof value === "bigint" ? { [BIG]: value.toString() } : value,
  );
}

/** The fixtures from JSON. */
export function decodeFixtures(text: string): Fixtures {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== "object" || value === null || !(BIG in value)) return value;
    return BigInt(String(value[BIG]));
  }) as Fixtures;
}
