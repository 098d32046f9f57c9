import { expect, test } from "vitest";
import { tableOf } from "../../../engine/report/table.js";
import { laneNeeds, shareRoom } from "./lane-widths.js";
import { read, step, trace } from "./testing/trace.js";

test("lanes share the room equally as long as each gets what it needs", () => {
  expect(shareRoom(800, [120, 390])).toEqual([400, 400]);
});

test("a lane that needs more than its share gets it from those that need less", () => {
  expect(shareRoom(800, [120, 500, 90])).toEqual([150, 500, 150]);
});

test("where needs do not fit, long lanes are cut and short ones keep theirs", () => {
  expect(shareRoom(600, [900, 100, 700])).toEqual([250, 100, 250]);
});

test("where even that does not fit, lanes stay readable and the table is wider than the room", () => {
  expect(shareRoom(450, [900, 100, 700])).toEqual([200, 100, 200]);
});

test("a lane needs what its longest row, or its name, needs", () => {
  const steps = [read(0, "x"), step({ thread: 0, label: "a step with a long label" })];
  const needs = laneNeeds(tableOf(trace({ steps })), ["one", "two"]);
  expect(needs[0]).toBeGreaterThan(needs[1] + 80);
  const [, named] = laneNeeds(tableOf(trace({ steps })), ["one", "a thread with a long name"]);
  expect(named).toBeGreaterThan(needs[1] + 80);
});
