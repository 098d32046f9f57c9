/** Where the columns of an interleaving table are, in pixels. */
import { shareRoom } from "./lane-widths.js";

/** Width of the column of step numbers, unless they are long. */
export const NUMBERS = 48;
/** Width of a character of theirs, and what stands beside them. */
const DIGIT = 7.3;
const BESIDE = 16;
/** Width of one track of a store buffer. */
export const TRACK = 6;

/** Columns from left to right: numbers, lanes, watches. */
export interface Geometry {
  /** Width of the column of step numbers. */
  readonly numbers: number;
  readonly lanes: readonly {
    readonly left: number;
    readonly width: number;
    readonly tracks: number;
  }[];
  readonly watches: readonly number[];
  readonly width: number;
  /** For `grid-template-columns`. */
  readonly template: string;
}

/**
 * Divides the width that there is. Lanes share what watches leave.
 *
 * @param last the longest step number as text
 * @param wanted per lane, how many stores are pending at most, and the pixels that its text needs
 * @param watches the expressions, whose length decides the width of their columns
 */
export function geometryOf(
  available: number,
  last: string,
  wanted: readonly { readonly tracks: number; readonly needs: number }[],
  watches: readonly string[],
): Geometry {
  const numbers = Math.max(NUMBERS, Math.ceil(last.length * DIGIT) + BESIDE);
  const watchWidths = watches.map((text) =>
    Math.min(168, Math.max(64, Math.ceil(text.length * 7.3) + 18)),
  );
  const taken = numbers + watchWidths.reduce((sum, width) => sum + width, 0);
  const widths = shareRoom(
    available - taken,
    wanted.map(({ tracks, needs }) => needs + tracks * TRACK),
  );
  let left = numbers;
  const lanes = wanted.map(({ tracks }, lane) => {
    const place = { left, width: widths[lane], tracks };
    left += place.width;
    return place;
  });
  return {
    numbers,
    lanes,
    watches: watchWidths,
    width: taken + left - numbers,
    template: [numbers, ...lanes.map((lane) => lane.width), ...watchWidths]
      .map((column) => `${column}px`)
      .join(" "),
  };
}

/** Most tracks that any store of a lane is on, by lane. */
export function trackCounts(
  lanes: number,
  tracks: readonly { readonly thread: number; readonly track: number }[],
): number[] {
  return Array.from({ length: lanes }, (_, lane) =>
    tracks.reduce(
      (most, { thread, track }) => (thread === lane ? Math.max(most, track + 1) : most),
      0,
    ),
  );
}

/** A point in the table's coordinates, below its head. */
interface Point {
  readonly lane: number;
  /** Position among the visible rows. */
  readonly position: number;
}

/**
 * The path of an arrow between two rows of different lanes: along the edges of rows and lanes, so
 * that it crosses no text.
 */
export function arrowPath(from: Point, to: Point, { lanes }: Geometry, rowHeight: number): string {
  const x = (lane: number): number => lanes[lane].left + 8;
  const below = (from.position + 1) * rowHeight - 0.5;
  const end = to.position * rowHeight + rowHeight / 2 - 3;
  const start = from.position * rowHeight + rowHeight / 2 + 4;
  const turn = from.lane < to.lane ? 5 : -5;
  const bend = Math.min(5, Math.max(0, end - below));
  return (
    `M${x(from.lane)} ${start}V${below - 3}q0 3 ${turn * 0.6} 3` +
    `H${x(to.lane) - turn}q${turn} 0 ${turn} ${bend}V${Math.max(end, below + bend)}`
  );
}
