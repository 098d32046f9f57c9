import { expect, test } from "vitest";
import { isExhausted } from "./memory-watch.js";

const GiB = 2 ** 30;

test("memory is exhausted when this process holds much of it and next to none is left", () => {
  expect(isExhausted({ available: 0.4 * GiB, total: 16 * GiB, resident: 12 * GiB })).toBe(true);
  expect(isExhausted({ available: 2 * GiB, total: 16 * GiB, resident: 12 * GiB })).toBe(false);
});

test("it is not this process's fault when others hold it", () => {
  expect(isExhausted({ available: 0.1 * GiB, total: 16 * GiB, resident: 1 * GiB })).toBe(false);
});
