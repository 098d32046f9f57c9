import { expect, test } from "vitest";
import { parseTarget } from "./target.js";

test("a cell may follow the file or stand by itself, with or without #", () => {
  expect(parseTarget("a.heddle.md", undefined)).toEqual({ file: "a.heddle.md", cell: null });
  expect(parseTarget("a.heddle.md#x", undefined)).toEqual({ file: "a.heddle.md", cell: "x" });
  expect(parseTarget("a.heddle.md", "#x")).toEqual({ file: "a.heddle.md", cell: "x" });
  expect(parseTarget("a.heddle.md", "x")).toEqual({ file: "a.heddle.md", cell: "x" });
});

test("a # in the path is part of the path", () => {
  expect(parseTarget("c#/a#1.md", undefined)).toEqual({ file: "c#/a#1.md", cell: null });
  expect(parseTarget("c#/a.md#x", undefined)).toEqual({ file: "c#/a.md", cell: "x" });
  expect(parseTarget("x.md#/a.md", undefined)).toEqual({ file: "x.md#/a.md", cell: null });
});
