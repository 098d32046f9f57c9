import { expect, test } from "vitest";
import { step, trace } from "../../../engine/report/testing/build.js";
import type { Followed } from "../../../engine/trace/follow.js";
import type { WhatIf } from "../notebook/what-ifs.js";
import { commandLine, followEquivalent, runEquivalent } from "./equivalent.js";

const whatIf = (steps: number, end: Followed["end"] = null): WhatIf => ({
  title: "by hand",
  check: { cell: "race", check: 0 },
  of: null,
  outcome: null,
  schedule: { replay: null },
  followed: {
    trace: trace(
      ["a"],
      Array.from({ length: steps }, () => step(0, "x = 1")),
    ),
    replay: "heddle1.\nAB_c-",
    end,
    properties: [],
    choices: [],
  },
  problem: null,
  exploring: false,
  explored: null,
  key: "k",
});

test("runs are told as commands, one for each cell, unless nobody asked for them", () => {
  const cells = { type: "cells", names: ["a", "b"] } as const;
  expect(runEquivalent("n.heddle.md", cells)).toBe(
    "heddle run n.heddle.md#a; heddle run n.heddle.md#b",
  );
  expect(runEquivalent("n.heddle.md", { type: "all" })).toBe("heddle run n.heddle.md");
  expect(runEquivalent("n.heddle.md", { type: "recall", names: ["a"] })).toBeNull();
});

test("an interleaving made by hand is followed by its replay string, once it has begun or ended", () => {
  const line = "heddle replay n.heddle.md#race heddle1.AB_c-";
  const follow = (...args: Parameters<typeof whatIf>) =>
    [true, false].map((begins) =>
      followEquivalent("n.heddle.md", { whatIf: whatIf(...args), begins }),
    );
  expect(follow(0)).toEqual([null, null]);
  expect(follow(2)).toEqual([line, null]);
  expect(follow(4, "complete")).toEqual([line, line]);
});

test("words that a shell would take apart are quoted", () => {
  expect(commandLine(["run", "my notes.heddle.md#a"])).toBe("heddle run 'my notes.heddle.md#a'");
});
