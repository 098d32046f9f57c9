import { expect, test } from "vitest";
import type { Progress } from "../../engine/check/host.js";
import { ProgressLine, describeProgress } from "./progress-line.js";

const progress: Progress = {
  scenario: "collapse vs write(2)",
  engine: "states",
  explored: 1_234_567,
  transitions: 4_000_000,
  depth: 41,
  fraction: 0.349,
  ms: 500,
};

function screenOf(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { written, isTTY, columns, write: (text: string) => written.push(text) };
}

test("figures come first and are grouped", () => {
  expect(describeProgress(progress)).toBe(
    "1,234,567 states, 2,469,134/s, depth 41, about 34 %: collapse vs write(2)",
  );
  expect(describeProgress({ ...progress, engine: "traces", fraction: null, explored: 0 })).toBe(
    "0 executions, 0/s, depth 41: collapse vs write(2)",
  );
});

test("the line appears after a moment, fits the terminal and is cleared", () => {
  const screen = screenOf(true, 30);
  const line = new ProgressLine(screen);
  line.show({ ...progress, ms: 299 });
  line.clear();
  expect(screen.written).toEqual([]);
  line.show(progress);
  line.clear();
  line.clear();
  expect(screen.written).toEqual(["\r\x1b[2K1,234,567 states, 2,469,13...", "\r\x1b[2K"]);
});

test("nothing is drawn when the output is piped", () => {
  const screen = screenOf(false);
  const line = new ProgressLine(screen);
  line.show(progress);
  line.clear();
  expect(screen.written).toEqual([]);
});
