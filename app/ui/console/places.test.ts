import { expect, test } from "vitest";
import { namedPlaces } from "./places.js";

test("places of cells are found in messages of the command line", () => {
  const line = "race.heddle.md:7:3: cell race, line 2, column 5: x is not defined";
  expect(namedPlaces(line, ["race"])).toEqual([
    { from: 20, to: 47, place: { cell: "race", line: 2, column: 5 } },
  ]);
});

test("a cell's name with its mark is its beginning; other names and marks are none", () => {
  const line = "#race was not run, because it needs #times; see #12 and a#race";
  expect(namedPlaces(line, ["race", "times"]).map(({ place, from }) => [from, place.cell])).toEqual(
    [
      [0, "race"],
      [36, "times"],
    ],
  );
});
