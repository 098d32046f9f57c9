import { expect, test } from "vitest";
import { step, trace, waits } from "../../../engine/report/testing/build.js";
import { decidingText } from "./deciding-text.js";

const steps = [step(0, "read x == 0"), step(1, "x = 1")];

test("two steps are named by their numbers, from one", () => {
  const of = trace(["A", "B"], steps);
  expect(decidingText(of, { first: 0, second: 1, after: [], states: 3 })).toEqual({
    fails: "1 before 2: fails",
    holds: "2 before 1: holds",
    steps: ["1 A: read x", "2 B: x = 1"],
  });
});

test("a step that a blocked thread could not make is named by what it is", () => {
  const of = trace(["A", "B"], steps, { waiting: [waits(1, "lock(m)", "m, held by A")] });
  expect(decidingText(of, { first: 0, second: 2, after: [], states: 3 })).toEqual({
    fails: "1 before lock(m): fails",
    holds: "lock(m) before 1: holds",
    steps: ["1 A: read x", "B: lock(m) (waits)"],
  });
});
