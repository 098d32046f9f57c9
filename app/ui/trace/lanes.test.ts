import { expect, test } from "vitest";
import { tableOf } from "../../../engine/report/table.js";
import { bufferTracks, laneSpans, phaseAt } from "./lanes.js";
import { step, trace } from "./testing/trace.js";

const waiting = { thread: 0, label: "lock(b)", frames: [], reason: "b", holds: [] };

test("a thread that waits at the end waits from its last step on", () => {
  const model = tableOf(
    trace({ steps: [step({}), step({ thread: 1 }), step({ thread: 1 })], waiting: [waiting] }),
  );
  const [one, two] = laneSpans(model);
  const phases = (span: typeof one) => model.rows.map((_, index) => phaseAt(span, index));
  expect(phases(one)).toEqual(["running", "waiting", "waiting", "waiting"]);
  expect(phases(two)).toEqual(["idle", "running", "running", "idle"]);
});

test("a thread that never got anywhere waits in its own row only", () => {
  const model = tableOf(trace({ steps: [step({ thread: 1 })], waiting: [waiting] }));
  expect(model.rows.map((_, index) => phaseAt(laneSpans(model)[0], index))).toEqual([
    "idle",
    "running",
  ]);
});

test("a thread without any row is idle", () => {
  const [, two] = laneSpans(tableOf(trace({ steps: [step({})] })));
  expect(two).toEqual({ first: null, last: null, waits: null });
  expect(phaseAt(two, 0)).toBe("idle");
});

test("stores that are pending together take tracks of their own, which are used again", () => {
  const at = (...pending: string[]) => step({ kind: "write", pending });
  const tracks = bufferTracks(
    trace({ steps: [at("x=1"), at("x=1", "y=1"), at("y=1"), at("y=1", "z=1"), at("y=1", "z=1")] }),
  );
  expect(
    tracks.map(({ text, issued, until, flushed, track }) => [text, issued, until, flushed, track]),
  ).toEqual([
    ["x=1", 0, 2, true, 0],
    ["y=1", 1, 4, false, 1],
    ["z=1", 3, 4, false, 0],
  ]);
});
