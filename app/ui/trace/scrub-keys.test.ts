import { expect, test } from "vitest";
import { stepForKey } from "./scrub-keys.js";
import { START } from "./timeline.js";

test("commas and full stops go back and on, with shift to the ends", () => {
  expect([",", ".", "<", ">"].map((key) => stepForKey(key, 3, 9))).toEqual([2, 4, START, 9]);
});

test("nothing leads beyond the ends", () => {
  expect(stepForKey(",", START, 9)).toBe(START);
  expect(stepForKey(".", 9, 9)).toBe(9);
  expect(stepForKey(".", START, START)).toBe(START);
});

test("other keys are somebody else's", () => {
  expect(["a", " ", "ArrowDown"].map((key) => stepForKey(key, 3, 9))).toEqual([null, null, null]);
});

test("steps that a filter leaves out are passed over", () => {
  const only = new Set([2, 5]);
  expect([START, 2, 3, 5].map((step) => stepForKey(".", step, 9, only))).toEqual([2, 5, 5, 5]);
  expect([9, 5, 2, START].map((step) => stepForKey(",", step, 9, only))).toEqual([
    5,
    2,
    START,
    START,
  ]);
});
