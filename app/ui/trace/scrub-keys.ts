import { START } from "./timeline.js";

/**
 * Where a scrubber's key leads from a step: `,` back, `.` on, `<` to the initial state, `>` to the
 * last step; null for other keys.
 */
export function stepForKey(key: string, step: number, last: number): number | null {
  switch (key) {
    case ",":
      return Math.max(START, step - 1);
    case ".":
      return Math.min(last, step + 1);
    case "<":
      return START;
    case ">":
      return last;
    default:
      return null;
  }
}
