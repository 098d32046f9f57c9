import { expect, test } from "vitest";
import { analyseCells, indexOf, namesOf } from "../testing/analyse-cells.js";
import {
  type Selected,
  blockedCells,
  selectAll,
  selectAutomatic,
  selectCells,
  selectStale,
  selectWithAncestors,
} from "./selection.js";

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
const at = (name: string) => indexOf(analysis, name);

test("one cell runs with what it needs recalled", () => {
  expect(shown(selectCells(analysis, [at("race")]))).toEqual([
    "header: recall",
    "model: recall",
    "race: explore",
  ]);
});

test("with its ancestors everything is explored", () => {
  expect(shown(selectWithAncestors(analysis, [at("end")]))).toEqual([
    "header: explore",
    "model: explore",
    "race: explore",
    "end: explore",
  ]);
});

test("all cells run in dataflow order", () => {
  expect(shown(selectAll(analysis)).map((one) => one.replace(/:.*/, ""))).toEqual([
    "header",
    "model",
    "race",
    "end",
    "other",
    "loop",
  ]);
});

test("the stale ones run with what they need", () => {
  const isCurrent = (cell: number) => ![at("end"), at("other")].includes(cell);
  expect(shown(selectStale(analysis, isCurrent))).toEqual([
    "header: recall",
    "model: recall",
    "race: recall",
    "end: explore",
    "other: explore",
  ]);
});

test("cells that mention a check, through a function of another cell too, explore", () => {
  const explores = analysis.cells.filter((cell) => cell.explores).map(({ cell }) => cell.name);
  expect(explores).toEqual(["header", "race", "loop"]);
});

test("cheap cells run by themselves, explorations and what needs them do not", () => {
  const none = () => false;
  expect(shown(selectAutomatic(analysis, none, false))).toEqual([
    "model: explore",
    "other: explore",
  ]);
  const live = (cell: number) => cell === at("header") || cell === at("other");
  expect(shown(selectAutomatic(analysis, live, false))).toEqual([
    "header: recall",
    "model: explore",
    "loop: explore",
  ]);
  expect(selectAutomatic(analysis, none, true)).toHaveLength(6);
});

test("a cell with a problem blocks itself and what needs it, and nothing else runs less", () => {
  const broken = analyseCells({ a: "const a = missing;", b: "a;", c: "1;" });
  expect(namesOf(broken, blockedCells(broken))).toEqual(["a", "b"]);
  expect(selectAutomatic(broken, () => false, false)).toEqual([{ cell: 2, mode: "explore" }]);
});
