import { expect, test } from "vitest";
import { tableOf } from "../../../engine/report/table.js";
import { callEnds, positionOfStep, visibleRows } from "./rows.js";
import { step, trace } from "./testing/trace.js";

const outer = { id: 0, label: "outer()" };
const inner = { id: 1, label: "inner()" };
const again = { id: 2, label: "inner()" };

// 0 outer()
// 1   s0
// 2   inner()
// 3     s1
// 4            t2      (thread two)
// 5     s3
// 6   inner()
// 7     s4
// 8 s5
const model = tableOf(
  trace({
    steps: [
      step({ label: "s0", frames: [outer] }),
      step({ label: "s1", frames: [outer, inner] }),
      step({ label: "t2", thread: 1 }),
      step({ label: "s3", frames: [outer, inner] }),
      step({ label: "s4", frames: [outer, again] }),
      step({ label: "s5" }),
    ],
  }),
);
const texts = (folded: number[], only: number[] | null = null) =>
  visibleRows(model, {
    folded: new Set(folded),
    only: only === null ? null : new Set(only),
  }).map(({ row, hidden, switched }) =>
    [switched ? "--" : "", row.text, hidden === null ? "" : `+${hidden.steps}`].join(""),
  );

test("calls end where their thread goes on less deeply, whatever others do meanwhile", () => {
  expect([...callEnds(model)]).toEqual([
    [0, 7],
    [2, 5],
    [6, 7],
  ]);
});

test("all rows are shown, with a mark at each context switch", () => {
  expect(texts([])).toEqual([
    "outer()",
    "s0",
    "inner()",
    "s1",
    "--t2",
    "--s3",
    "inner()",
    "s4",
    "s5",
  ]);
});

test("a folded call hides its thread's rows and no others", () => {
  expect(texts([2])).toEqual(["outer()", "s0", "inner()+2", "--t2", "--inner()", "s4", "s5"]);
  expect(texts([0])).toEqual(["outer()+4", "--t2", "--s5"]);
});

test("folding an inner call changes nothing while the outer one is folded", () => {
  expect(texts([0, 2])).toEqual(texts([0]));
});

test("a filter keeps the calls around what it shows", () => {
  expect(texts([], [3])).toEqual(["outer()", "inner()", "s3"]);
  expect(texts([], [5])).toEqual(["s5"]);
  expect(texts([], [])).toEqual([]);
});

test("a step is found in its row, in the call that hides it, or after what comes before it", () => {
  const at = (folded: number[], only: number[] | null, wanted: number) => {
    const visible = visibleRows(model, {
      folded: new Set(folded),
      only: only === null ? null : new Set(only),
    });
    return visible[positionOfStep(visible, model, wanted)]?.row.text ?? null;
  };
  expect(at([], null, 3)).toBe("s3");
  expect(at([2], null, 3)).toBe("inner()");
  expect(at([0], null, 2)).toBe("t2");
  expect(at([], [1], 4)).toBe("s1");
  expect(at([], [4], 1)).toBeNull();
});
