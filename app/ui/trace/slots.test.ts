import { expect, test } from "vitest";
import { slotArrays } from "./slots.js";

const state = (values: Record<string, string>) =>
  Object.entries(values).map(([location, value]) => ({ location, value }));

const records = { "A.dirty": "false", "B.dirty": "false", "N.dirty": "false" };

test("slots that hold the same record are one run", () => {
  const [pages] = slotArrays(
    state({ ...records, "i_pages[0]": "N", "i_pages[1]": "N", "i_pages[2]": "B" }),
  );
  expect(pages).toEqual({
    name: "i_pages",
    length: 3,
    runs: [
      { from: 0, to: 2, value: "N", isRecord: true },
      { from: 2, to: 3, value: "B", isRecord: true },
    ],
  });
});

test("empty slots stand on their own", () => {
  const [pages] = slotArrays(state({ ...records, "s[0]": "null", "s[1]": "null", "s[2]": "A" }));
  expect(pages.runs.map(({ from, to, value }) => [from, to, value])).toEqual([
    [0, 1, "null"],
    [1, 2, "null"],
    [2, 3, "A"],
  ]);
});

test("arrays of plain values are no arrays of slots", () => {
  expect(slotArrays(state({ ...records, "disk[0]": "0", "disk[1]": "1" }))).toEqual([]);
});

test("an array that is empty now but held a record at another time is shown", () => {
  const now = state({ ...records, "i_pages[0]": "null" });
  const then = state({ ...records, "i_pages[0]": "A" });
  expect(slotArrays(now)).toEqual([]);
  expect(slotArrays(now, then).map(({ name }) => name)).toEqual(["i_pages"]);
});
