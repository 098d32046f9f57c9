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

test("a bar, the time left and figures come first", () => {
  expect(describeProgress(progress)).toBe(
    "[######--------------] 34 %, about 1 s left, 1,234,567 states, 2,469,134/s, depth 41: collapse vs write(2)",
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
  expect(screen.written).toEqual(["\r\x1b[2K[######--------------] 34 ...", "\r\x1b[2K"]);
});

test("nothing is drawn when the output is piped", () => {
  const screen = screenOf(false);
  const line = new ProgressLine(screen);
  line.show(progress);
  line.clear();
  expect(screen.written).toEqual([]);
});

test("the time left is said in the unit that fits, once there is enough to tell it from", () => {
  const left = (fraction: number, ms: number) =>
    /about (.*) left/.exec(describeProgress({ ...progress, fraction, ms }))?.[1];
  expect(left(0.019, 60_000)).toBeUndefined();
  expect(left(0.5, 59_000)).toBe("59 s");
  expect(left(0.5, 61_000)).toBe("2 min");
  expect(left(0.02, 150_000)).toBe("2 h 3 min");
  expect(left(0.02, 3_600_000 * 3)).toBe("6 days");
  expect(left(1, 1000)).toBe("0 s");
});
