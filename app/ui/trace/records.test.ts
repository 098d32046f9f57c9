import { expect, test } from "vitest";
import { joinLocations, recordsOf, splitLocation } from "./records.js";

test("names are split at the last dot, else before the last indices", () => {
  const names = ["A.dirty", "pte[0].writable", "disk[1]", "tab[0][1]", "x", "x.", ".x", "[0]"];
  expect(names.map((name) => Object.values(splitLocation(name)))).toEqual([
    ["A", "dirty"],
    ["pte[0]", "writable"],
    ["disk", "[1]"],
    ["tab", "[0][1]"],
    ["", "x"],
    ["", "x."],
    ["", ".x"],
    ["", "[0]"],
  ]);
});

test("groups keep the order of the state, and what belongs to none comes last", () => {
  const state = ["x", "B.lock", "A.lock", "B.dirty", "disk[0]"].map((location) => ({
    location,
    value: "0",
  }));
  const shown = recordsOf(state).map(({ name, fields }) => [name, fields.map((f) => f.name)]);
  expect(shown).toEqual([
    ["B", ["lock", "dirty"]],
    ["A", ["lock"]],
    ["disk", ["[0]"]],
    ["", ["x"]],
  ]);
});

test("in a list of names a group is named once", () => {
  const names = ["pte[0].dirty", "pte[0].folio", "x", "disk[0]", "disk[1]", "y", "A.dirty"];
  expect(joinLocations(names)).toBe("pte[0].dirty, .folio, x, disk[0], [1], y, A.dirty");
  expect(joinLocations([])).toBe("");
});
