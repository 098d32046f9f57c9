import { describe, expect, it } from "vitest";
import { type Covered, coverage } from "./collect.js";
import { difference, howToAccept, recordedGroups, updated } from "./unreached.js";

it("every step of the kernel model is reached by a bundled notebook, or listed with the reason", async () => {
  const found = await coverage();
  expect(difference(recordedGroups(), found), howToAccept).toEqual({
    missing: [],
    obsolete: [],
    unexplained: [],
  });
}, 300_000);

describe("the list of steps that are not reached", () => {
  const site = (text: string, reached: boolean): Covered => ({
    file: "f.ts",
    function: "f",
    line: 1,
    text,
    kind: "yielded",
    nth: 1,
    reached: reached ? { true: false, false: false } : null,
  });
  const groups = [
    { reason: "Rare.", steps: ["f.ts f: a()", "f.ts f: b()"] },
    { reason: "", steps: ["f.ts f: c()"] },
  ];
  const found = [site("a()", false), site("b()", true), site("c()", false), site("d()", false)];

  it("differs by new steps, by steps that are reached or gone, and by missing reasons", () => {
    expect(difference(groups, found)).toEqual({
      missing: ["f.ts f: d()"],
      obsolete: ["f.ts f: b()"],
      unexplained: ["f.ts f: c()"],
    });
  });

  it("keeps its reasons when it is recorded again", () => {
    expect(updated(groups, found)).toEqual([
      { reason: "Rare.", steps: ["f.ts f: a()"] },
      { reason: "", steps: ["f.ts f: c()", "f.ts f: d()"] },
    ]);
  });
});
