import { expect, test } from "vitest";
import { property, result } from "../../../engine/report/testing/build.js";
import { growingMatrix, type Sweep } from "./growing-matrix.js";

const sweep: Sweep = {
  name: "locks",
  first: 1,
  points: ["with", "without"].flatMap((row) =>
    (["sc", "weak"] as const).map((memory) => ({ row, variant: null, memory })),
  ),
};
const of = (verdict: "holds" | "violated", memory: "sc" | "weak") => ({
  ...result(`locks: ${verdict}`, [
    property("nothing is lost", { verdict }),
    property("no deadlock", { kind: "deadlock", verdict: "holds" }),
  ]),
  memory,
});
const other = result("another check", [property("p", { verdict: "holds" })]);

test("there is nothing to show before the first check is done", () => {
  expect(growingMatrix(sweep, [other])).toBeNull();
  expect(growingMatrix(sweep, [other, null, of("holds", "weak")])).not.toBeNull();
});

test("rows and columns are there from the first check on, and boxes are decided one by one", () => {
  const verdicts = (...results: Parameters<typeof growingMatrix>[1]) => {
    const growing = growingMatrix(sweep, [other, ...results]);
    return growing?.matrix.boxes.map((boxes) =>
      boxes.map((box) =>
        box !== null && growing.made.has(box.result) ? box.property.verdict : "?",
      ),
    );
  };
  expect(growingMatrix(sweep, [other, of("holds", "sc")])?.matrix).toMatchObject({
    rows: ["with", "without"],
    columns: [
      { memory: "sc", property: "nothing is lost" },
      { memory: "weak", property: "nothing is lost" },
    ],
  });
  expect(verdicts(of("holds", "sc"))).toEqual([
    ["holds", "?"],
    ["?", "?"],
  ]);
  expect(verdicts(of("holds", "sc"), of("violated", "weak"), of("violated", "sc"))).toEqual([
    ["holds", "violated"],
    ["violated", "?"],
  ]);
});
