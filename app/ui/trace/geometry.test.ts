import { expect, test } from "vitest";
import { arrowPath, geometryOf, NUMBERS, trackCounts } from "./geometry.js";

/** Lanes that have little to say. */
const short = (...tracks: number[]) => tracks.map((count) => ({ tracks: count, needs: 100 }));

test("lanes share what numbers and watches leave", () => {
  const { lanes, watches, width } = geometryOf(NUMBERS + 64 + 800, "29", short(0, 2), ["x"]);
  expect(lanes.map((lane) => [lane.left, lane.width, lane.tracks])).toEqual([
    [NUMBERS, 400, 0],
    [NUMBERS + 400, 400, 2],
  ]);
  expect(watches).toEqual([64]);
  expect(width).toBe(NUMBERS + 64 + 800);
});

test("lanes stay readable where there is too little room", () => {
  const long = { tracks: 0, needs: 500 };
  const { lanes, width } = geometryOf(400, "9", [long, ...short(0), long], []);
  expect(lanes.map((lane) => lane.width)).toEqual([200, 100, 200]);
  expect(lanes[2].left).toBe(NUMBERS + 300);
  expect(width).toBe(NUMBERS + 500);
});

test("long step numbers get the room that they need", () => {
  const { numbers, lanes } = geometryOf(848, "10 001", short(0), []);
  expect(numbers).toBeGreaterThan(NUMBERS);
  expect(lanes[0].left).toBe(numbers);
});

test("a lane has as many tracks as stores pending together", () => {
  expect(
    trackCounts(3, [
      { thread: 1, track: 0 },
      { thread: 1, track: 2 },
    ]),
  ).toEqual([0, 3, 0]);
});

test("an arrow ends in the lane and the row that it points to", () => {
  const geometry = geometryOf(848, "9", short(0, 0), []);
  const path = arrowPath({ lane: 0, position: 1 }, { lane: 1, position: 5 }, geometry, 22);
  expect(path.startsWith(`M${NUMBERS + 8} `)).toBe(true);
  expect(path.endsWith(`V${5 * 22 + 11 - 3}`)).toBe(true);
});
