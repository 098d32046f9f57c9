/** How wide the lanes of an interleaving table are. */
import type { TableModel, TableRow } from "../../../engine/report/table.js";

/** Width of a character of the table's font, and of the smaller one of what stands beside steps. */
const CHARACTER = 7.9;
const SMALL_CHARACTER = 6.6;
/** What stands around a row's text: the lane's edge, padding, gaps. */
const AROUND = 28;
/** Lanes are cut down to this many pixels; then the table scrolls sideways. */
const NARROWEST_LANE = 200;

/**
 * Widths in pixels at which nothing in a lane is cut, by thread: estimated from the number of
 * characters, as drawing ten thousand rows to measure them would take too long.
 *
 * @param names the threads' names as the head shows them
 */
export function laneNeeds({ columns, rows }: TableModel, names: readonly string[]): number[] {
  const marks = rows.some(({ kind }) => kind === "call") ? 2 : 0;
  const needs = columns.map((_, thread) => (names[thread].length + 5) * SMALL_CHARACTER);
  for (const row of rows) {
    needs[row.thread] = Math.max(needs[row.thread], widthOf(row, marks));
  }
  return needs.map((need) => Math.ceil(need) + AROUND);
}

function widthOf({ depth, text, facts, remark, waitsFor }: TableRow, marks: number): number {
  const beside = [
    ...facts.map((fact) => fact.length + 3),
    remark === null ? 0 : remark.length + 3,
    waitsFor === null ? 0 : waitsFor.length + 11,
  ].reduce((sum, length) => sum + length, 0);
  return (depth * 2 + marks + text.length) * CHARACTER + beside * SMALL_CHARACTER;
}

/**
 * Divides the room among lanes: equally as long as each gets what it needs, else those that need
 * less leave more to the others. Where needs do not fit, the long lanes are cut; where they would be
 * cut too much to be read, the widths come to more than the room.
 */
export function shareRoom(room: number, needs: readonly number[]): number[] {
  if (sum(needs) <= room) {
    const level = levelOf(
      room,
      [...needs].sort((a, b) => b - a),
      (need, share) => need <= share,
    );
    return needs.map((need) => Math.max(need, level));
  }
  const level = levelOf(
    room,
    [...needs].sort((a, b) => a - b),
    (need, share) => need > share,
  );
  return needs.map((need) => Math.min(need, Math.max(level, NARROWEST_LANE)));
}

/** The equal share of all needs from the first one on that ends the search; the others get theirs. */
function levelOf(
  room: number,
  needs: readonly number[],
  ends: (need: number, share: number) => boolean,
): number {
  let rest = room;
  for (const [index, need] of needs.entries()) {
    const share = Math.floor(rest / (needs.length - index));
    if (ends(need, share)) return share;
    rest -= need;
  }
  return 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
