/** Where a window was, and where it fits today. */
import * as v from "valibot";

const finite = v.pipe(v.number(), v.finite());

/** As it is stored. */
export const windowStateSchema = v.object({
  /** Null to let the system place it. */
  x: v.nullable(finite),
  y: v.nullable(finite),
  width: finite,
  height: finite,
  maximized: v.boolean(),
});

export type WindowState = v.InferOutput<typeof windowStateSchema>;

/** A display's usable area, in the same units. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A new user's window. */
export const firstWindow: WindowState = {
  x: null,
  y: null,
  width: 1280,
  height: 860,
  maximized: false,
};

/** How much of the title bar must be on some display for the window to be reachable. */
const grip = { width: 120, height: 32 };

/** How far a window is moved so that it does not hide another one; the height of a title bar. */
const cascade = 32;

/**
 * The stored state moved down and to the right until it hides none of the windows that are open. One
 * that the system places, or that fills the display, is left to the system.
 */
export function besideOthers(stored: WindowState, open: readonly Area[]): WindowState {
  let { x, y } = stored;
  if (x === null || y === null) return stored;
  while (open.some((each) => each.x === x && each.y === y)) [x, y] = [x + cascade, y + cascade];
  return { ...stored, x, y };
}

/**
 * The stored state changed so that the window can be reached: displays come and go. A window whose
 * title bar is on no display is placed by the system, none is larger than the largest display.
 */
export function fitWindow(stored: WindowState, displays: readonly Area[]): WindowState {
  const largest = displays.reduce<Area | null>(
    (best, area) =>
      best === null || area.width * area.height > best.width * best.height ? area : best,
    null,
  );
  const width = Math.round(Math.min(stored.width, largest?.width ?? stored.width));
  const height = Math.round(Math.min(stored.height, largest?.height ?? stored.height));
  const { x, y } = stored;
  const reachable =
    x !== null &&
    y !== null &&
    displays.some(
      (area) =>
        Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= grip.width &&
        y >= area.y &&
        y + grip.height <= area.y + area.height,
    );
  const place = reachable ? { x: Math.round(x), y: Math.round(y) } : { x: null, y: null };
  return { ...place, width, height, maximized: stored.maximized };
}
