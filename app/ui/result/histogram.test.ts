import { expect, test } from "vitest";
import { result } from "../../../engine/report/testing/build.js";
import { histogramOf } from "./histogram.js";

test("bars are as long as their share of the longest", () => {
  const histogram = histogramOf(
    result("scenario", [], {
      outcomes: [
        { text: "r0=0", count: 1n, states: 1 },
        { text: "r0=1", count: 3_000n, states: 2 },
        { text: "r0=2", count: 1_500n, states: 2 },
      ],
    }),
  );
  expect(histogram?.unit).toBe("interleavings");
  expect(histogram?.bars.map(({ text, length }) => [text, length])).toEqual([
    ["r0=0", 0.0003],
    ["r0=1", 1],
    ["r0=2", 0.5],
  ]);
  expect(histogram?.bars.map(({ share }) => share.replaceAll("\u202f", ""))).toEqual([
    "<0.1%",
    "66%",
    "33%",
  ]);
});

test("final states are counted where interleavings are not", () => {
  const outcomes = [{ text: "r0=0", count: null, states: 2 }];
  expect(histogramOf(result("scenario", [], { outcomes }))).toEqual({
    unit: "final states",
    bars: [{ text: "r0=0", count: "2", share: "100\u202f%", length: 1 }],
  });
});

test("outcomes of a stopped search have no figures", () => {
  const outcomes = [{ text: "r0=0", count: null, states: null }];
  expect(histogramOf(result("scenario", [], { outcomes }))?.unit).toBeNull();
});

test("threads that return nothing have no histogram", () => {
  expect(histogramOf(result("scenario", [], { outcomes: [] }))).toBeNull();
  expect(
    histogramOf(result("scenario", [], { outcomes: [{ text: "", count: 5n, states: 1 }] })),
  ).toBeNull();
});
