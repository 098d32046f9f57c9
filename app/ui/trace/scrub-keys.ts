import { START } from "./timeline.js";

/**
 * Where a scrubber's key leads from a step: `,` back, `.` on, `<` to the initial state, `>` to the
 * last step; null for other keys.
 *
 * @param only the steps that are shown; null for all
 */
export function stepForKey(
  key: string,
  step: number,
  last: number,
  only: ReadonlySet<number> | null = null,
): number | null {
  const isShown = (to: number): boolean => only === null || only.has(to);
  switch (key) {
    case ",": {
      let to = step - 1;
      while (to > START && !isShown(to)) to--;
      return Math.max(START, to);
    }
    case ".": {
      let to = step + 1;
      while (to <= last && !isShown(to)) to++;
      return to <= last ? to : step;
    }
    case "<":
      return START;
    case ">":
      return last;
    default:
      return null;
  }
}
