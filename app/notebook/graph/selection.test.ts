import { expect, test } from "vitest";
import { analyseCells, namesOf } from "../testing/analyse-cells.js";
import { type Selected, type Wish, blockedCells, selectFor } from "./selection.js";

const analysis = analyseCells({
  end: "found; model;",
  header: 'import { check } from "heddle";\nconst explore = () => check("x" as any);',
  model: "const model = 1;",
  race: "const found = await explore(); model;",
  other: "3;",
  "loop auto=true": "await explore();",
});
const shown = (selected: readonly Selected[]) =>
  selected.map(({ cell, mode }) => `${namesOf(analysis, [cell])[0]}: ${mode}`);
const select = (wish: Wish) => shown(selectFor(analysis, wish));

test("one cell runs with what it needs recalled", () => {
  expect(select({ type: "cells", names: ["race"] })).toEqual([
    "header: recall",
    "model: recall",
    "race: explore",
  ]);
});

test("with its ancestors everything is explored", () => {
  expect(select({ type: "with ancestors", names: ["end"] })).toEqual([
    "header: explore",
    "model: explore",
    "race: explore",
    "end: explore",
  ]);
});

test("all cells run in dataflow order", () => {
  expect(select({ type: "all" }).map((one) => one.replace(/:.*/, ""))).toEqual([
    "header",
    "model",
    "race",
    "end",
    "other",
    "loop",
  ]);
});

test("several cells run with what they need, once", () => {
  expect(select({ type: "cells", names: ["other", "end", "race", "gone"] })).toEqual([
    "header: recall",
    "model: recall",
    "race: explore",
    "end: explore",
    "other: explore",
  ]);
});

test("what was recorded of a cell is asked for with that of what it needs", () => {
  expect(select({ type: "recall", names: ["race"] })).toEqual([
    "header: recall",
    "model: recall",
    "race: recall",
  ]);
});

test("cells that mention a check, through a function of another cell too, explore", () => {
  const explores = analysis.cells.filter((cell) => cell.explores).map(({ cell }) => cell.name);
  expect(explores).toEqual(["header", "race", "loop"]);
});

test("cheap cells run by themselves, explorations and what needs them do not", () => {
  const automatic = (live: string[], all: boolean) => select({ type: "automatic", live, all });
  expect(automatic([], false)).toEqual(["model: explore", "other: explore"]);
  expect(automatic(["header", "other"], false)).toEqual([
    "header: recall",
    "model: explore",
    "loop: explore",
  ]);
  expect(automatic([], true)).toHaveLength(6);
});

test("a cell with a problem blocks itself and what needs it, and nothing else runs less", () => {
  const broken = analyseCells({ a: "const a = missing;", b: "a;", c: "1;" });
  expect(namesOf(broken, blockedCells(broken))).toEqual(["a", "b"]);
  expect(selectFor(broken, { type: "automatic", live: [], all: false })).toEqual([
    { cell: 2, mode: "explore" },
  ]);
});
