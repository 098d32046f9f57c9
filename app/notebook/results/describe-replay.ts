import type { ReplayResult } from "../../../engine/trace/replay-result.js";

/**
 * What a recorded interleaving shows after an edit, in one line: the answer that comes before the
 * exploration does.
 *
 * @param exploring whether the exploration is still to come
 */
export function describeReplay(
  { property, outcome, mismatchAt, message }: ReplayResult,
  exploring = true,
): string {
  const rest = exploring ? ", exploring ..." : "";
  switch (outcome) {
    case "violated":
      return `${property}: still fails`;
    case "witnessed":
      return `${property}: still shows`;
    case "passed":
      return `${property}: the recorded interleaving no longer shows it${rest}`;
    case "mismatch": {
      const at = mismatchAt === null ? "" : ` from step ${mismatchAt + 1} on`;
      const why = message === null ? "" : ` (${message})`;
      return `${property}: the recorded interleaving is no longer possible${at}${why}${rest}`;
    }
  }
}
