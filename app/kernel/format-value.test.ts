import { expect, test } from "vitest";
import { formatValue } from "./format-value.js";

test("strings at the top are shown as they are, nested ones quoted", () => {
  expect(formatValue("a b")).toBe("a b");
  expect(formatValue(["a", { b: "c" }])).toBe('["a", { b: "c" }]');
});

test("primitives, big integers, functions and errors have a form", () => {
  expect(formatValue([1, -0, 2n, null, undefined, Symbol("s"), true])).toBe(
    "[1, 0, 2n, null, undefined, Symbol(s), true]",
  );
  expect(formatValue({ f: () => 1, e: new RangeError("far") })).toBe(
    "{ f: [function f], e: RangeError: far }",
  );
});

test("collections and class instances show their kind", () => {
  class Folio {
    index = 1;
  }
  expect(formatValue(new Map([["a", new Set([1])]]))).toBe('Map {"a" => Set {1}}');
  expect(formatValue(new Folio())).toBe("Folio { index: 1 }");
  expect(formatValue(Object.create(null))).toBe("{}");
});

test("cycles and deep nesting end", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(formatValue(cycle)).toBe("[[circular]]");
  expect(formatValue([[[[[1]]]]])).toBe("[[[[...]]]]");
});
