import { expect, test } from "vitest";
import type { MatrixColumn } from "../../../engine/sweep/matrix.js";
import { headRows } from "./matrix-head.js";

const column = (variant: string | null, memory: MatrixColumn["memory"], property: string) => ({
  variant,
  memory,
  property,
});
const shown = (columns: MatrixColumn[]) =>
  headRows(columns).map((row) => row.map(({ text, span }) => `${text} x${span}`).join(" | "));

test("variants stand over their properties", () => {
  expect(
    shown([
      column("early", "sc", "I1"),
      column("early", "sc", "I3"),
      column("merged", "sc", "I1"),
      column("merged", "sc", "I3"),
    ]),
  ).toEqual(["early x2 | merged x2", "I1 x1 | I3 x1 | I1 x1 | I3 x1"]);
});

test("a level that all columns share is left out", () => {
  expect(shown([column(null, "sc", "I1"), column(null, "weak", "I1")])).toEqual([
    "sc x1 | weak x1",
    "I1 x1 | I1 x1",
  ]);
  expect(shown([column("only", "sc", "I1")])).toEqual(["I1 x1"]);
});

test("equal properties of different variants are not joined", () => {
  expect(shown([column("a", "sc", "I"), column("b", "sc", "I")])).toEqual([
    "a x1 | b x1",
    "I x1 | I x1",
  ]);
});
