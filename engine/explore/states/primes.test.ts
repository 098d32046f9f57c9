import { expect, test } from "vitest";
import { power, primeBelow2to52 } from "./primes.js";

test("the first primes below 2^52 are those of Caldwell's list of primes just below powers of two", () => {
  const distances = Array.from({ length: 10 }, (_, n) => 2 ** 52 - primeBelow2to52(n));
  expect(distances).toEqual([47, 143, 173, 183, 197, 209, 269, 285, 335, 395]);
});

test("powers are taken modulo a number", () => {
  expect(power(3n, 5n, 7n)).toBe(3n ** 5n % 7n);
  expect(power(12_345n, 0n, 7n)).toBe(1n);
});
