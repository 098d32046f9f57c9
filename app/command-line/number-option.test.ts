import { expect, test } from "vitest";
import { parseCount, parseSeconds } from "./number-option.js";

test("counts are whole numbers of at least 1", () => {
  expect(parseCount("5_000_000")).toBe(5_000_000);
  for (const text of ["0", "-1", "1.5", "1e3", "", "x", "_1", "99999999999999999999"]) {
    expect(() => parseCount(text), text).toThrow("whole number");
  }
});

test("seconds are above 0 and may be fractions", () => {
  expect([parseSeconds("10"), parseSeconds("0.5"), parseSeconds(".5")]).toEqual([10, 0.5, 0.5]);
  for (const text of ["0", "-1", "0.0", "1s", "", "NaN", "Infinity", "9".repeat(400)]) {
    expect(() => parseSeconds(text), text).toThrow("above 0");
  }
});
