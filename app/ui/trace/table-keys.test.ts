import { expect, test } from "vitest";
import { tableOf } from "../../../engine/report/table.js";
import { visibleRows } from "./rows.js";
import { moveForKey } from "./table-keys.js";
import { step, trace } from "./testing/trace.js";

// 0 call()
// 1   inside
// 2            other
// 3   inside
// 4 outside
const call = { id: 0, label: "call()" };
const model = tableOf(
  trace({
    steps: [step({ frames: [call] }), step({ thread: 1 }), step({ frames: [call] }), step({})],
  }),
);

function move(key: string, cursor: number, ...folded: number[]) {
  const set = new Set(folded);
  const visible = visibleRows(model, { folded: set, only: null });
  return moveForKey(key, { model, visible, cursor, folded: set });
}

test("arrows go from step to step and pass over rows that are none", () => {
  expect(move("ArrowDown", -1)).toEqual({ kind: "row", position: 1 });
  expect(move("ArrowDown", 3)).toEqual({ kind: "row", position: 4 });
  expect(move("ArrowUp", 3)).toEqual({ kind: "row", position: 2 });
});

test("above the first step is the initial state, below the last one nothing", () => {
  expect(move("ArrowUp", 1)).toEqual({ kind: "start" });
  expect(move("ArrowDown", 4)).toEqual({ kind: "stay" });
});

test("Home and End go to the ends", () => {
  expect([move("Home", 3), move("End", 1)]).toEqual([
    { kind: "row", position: 1 },
    { kind: "row", position: 4 },
  ]);
});

test("left folds the call around the cursor, right unfolds it", () => {
  expect(move("ArrowLeft", 3)).toEqual({ kind: "fold", index: 0 });
  expect(move("ArrowLeft", 4)).toEqual({ kind: "stay" });
  expect(move("ArrowLeft", 2)).toEqual({ kind: "stay" });
  expect(move("ArrowRight", 0, 0)).toEqual({ kind: "fold", index: 0 });
  expect(move("ArrowRight", 3)).toEqual({ kind: "stay" });
});

test("a folded call is a row like a step", () => {
  expect(move("ArrowDown", -1, 0)).toEqual({ kind: "row", position: 0 });
});

test("other keys are left to others", () => {
  expect(move("x", 1)).toBeNull();
});
