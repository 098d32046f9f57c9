import { expect, test } from "vitest";
import { step, trace } from "./testing/trace.js";
import { START, Timeline } from "./timeline.js";

const change = (location: string, before: string, after: string) => ({ location, before, after });

const example = trace({
  steps: [
    step({ changes: [change("x", "0", "1")] }),
    step({}),
    step({ changes: [change("x", "1", "2"), change("A.dirty", "false", "true")] }),
  ],
  final: [
    { location: "A.dirty", value: "true" },
    { location: "x", value: "2" },
    { location: "still", value: "7" },
  ],
});

test("every state between start and end is known, in order of declaration", () => {
  const timeline = new Timeline(example);
  const values = (at: number) => timeline.stateAt(at).map(({ value }) => value);
  expect(timeline.locations).toEqual(["A.dirty", "x", "still"]);
  expect(values(START)).toEqual(["false", "0", "7"]);
  expect(values(0)).toEqual(["false", "1", "7"]);
  expect(values(1)).toEqual(["false", "1", "7"]);
  expect(values(2)).toEqual(["true", "2", "7"]);
});

test("the last state is the trace's own final state", () => {
  expect(new Timeline(example).stateAt(2)).toEqual(example.final);
});

test("a location that there is not has no value", () => {
  expect(new Timeline(example).valueAt("y", 0)).toBeNull();
});

test("the start has no changes, even where the first step has some", () => {
  const timeline = new Timeline(example);
  expect([...timeline.changesAt(START).keys()]).toEqual([]);
  expect([...timeline.changesAt(0).keys()]).toEqual(["x"]);
});

test("a trace without steps has its initial state only", () => {
  const empty = trace({ steps: [], final: [{ location: "x", value: "0" }] });
  expect(new Timeline(empty).stateAt(START)).toEqual(empty.final);
  expect([...new Timeline(empty).changesAt(START)]).toEqual([]);
});
