import { describe, expect, test } from "vitest";
import { count, digits, duration, percent, thinDigits } from "./digits.js";

/** Thin spaces as plain ones, to be read here. */
const plain = (text: string) => text.replaceAll("\u202f", "_");

test("digits stand in groups of three with a thin space between", () => {
  expect([0, 999, 1000, 12870, 28185630979n].map((n) => plain(digits(n)))).toEqual([
    "0",
    "999",
    "1_000",
    "12_870",
    "28_185_630_979",
  ]);
});

test("one is counted in the singular", () => {
  expect(plain(count(1n, "state"))).toBe("1 state");
  expect(plain(count(0, "switch", "switches"))).toBe("0 switches");
});

describe("a share", () => {
  test("is rounded down to what can be told apart", () => {
    const shares = [
      [0n, 7n],
      [1n, 28185630979n],
      [1n, 11n],
      [1n, 3n],
      [2n, 3n],
      [995n, 1000n],
      [28185630978n, 28185630979n],
      [7n, 7n],
    ].map(([part, whole]) => plain(percent(part, whole)));
    expect(shares).toEqual([
      "0_%",
      "<_0.1_%",
      "9.0_%",
      "33_%",
      "66_%",
      "99.5_%",
      ">_99.9_%",
      "100_%",
    ]);
  });

  test("of nothing is none", () => {
    expect(plain(percent(0n, 0n))).toBe("0_%");
  });
});

test("times are given to two digits", () => {
  expect([0, 41, 2149, 59_999, 200_400].map((ms) => plain(duration(ms)))).toEqual([
    "<_0.01_s",
    "0.04_s",
    "2.1_s",
    "60.0_s",
    "3_min 20_s",
  ]);
});

test("digits of a report lose their commas, its lists keep theirs", () => {
  expect(plain(thinDigits("2,549 of 28,185,630,979 interleavings, 3 states, 4,5"))).toBe(
    "2_549 of 28_185_630_979 interleavings, 3 states, 4,5",
  );
});
