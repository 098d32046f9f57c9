import { expect, test } from "vitest";
import { replaceNames } from "./watch.js";

const names = new Set(["x", "A", "A.dirty", "slot[0]", "slot[1]", "x y"]);
const replaced = (text: string): string => replaceNames(text, names, (name) => `<${name}>`);

test.each([
  ["x + x", "<x> + <x>"],
  ["A.dirty || slot[0] === A", "<A.dirty> || <slot[0]> === <A>"],
  ["x y > 1", "<x y> > 1"],
  ["max.x(x)", "max.x(<x>)"],
  ["xx + $x + x1 + ax", "xx + $x + x1 + ax"],
  ["A.dirtyness", "<A>.dirtyness"],
  ["\"x\" + 'x\\'x' + `x`", "\"x\" + 'x\\'x' + `x`"],
  ["`${x}`", "`${<x>}`"],
  ["Math.max(x, 1)", "Math.max(<x>, 1)"],
])("in %j names stand for values", (text, expected) => {
  expect(replaced(text)).toBe(expected);
});
