import { expect, test } from "vitest";
import { DepthCounter } from "./depth-counts.js";

function counted(depths: Iterable<number>) {
  const counter = new DepthCounter();
  for (const depth of depths) counter.add(depth);
  return counter.summary;
}

test("each depth is counted by itself where there are few", () => {
  expect(counted([0, 1, 1, 3])).toEqual({ step: 1, counts: [1, 2, 0, 1] });
  expect(counted([])).toEqual({ step: 1, counts: [] });
});

test("many depths are told a few together, and none is lost", () => {
  const { step, counts } = counted(Array.from({ length: 1000 }, (_, depth) => depth));
  expect(step).toBe(16);
  expect(counts).toHaveLength(63);
  expect(counts[0]).toBe(16);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
});
