import { expect, test } from "vitest";
import { alignTraces, differences } from "./align.js";
import { read, trace, write } from "./testing/trace.js";

const shown = (rows: ReturnType<typeof alignTraces>["rows"]) =>
  rows.map(({ left, right }) => `${left ?? "-"} ${right ?? "-"}`);

test("equal traces have no difference", () => {
  const one = trace({ steps: [write(0, "x"), read(1, "x")] });
  expect(alignTraces(one, one)).toMatchObject({ firstDifference: null, common: 2 });
});

test("an event that moved stands on each side where it happens", () => {
  const left = trace({ steps: [write(0, "x"), read(1, "x"), read(0, "y")] });
  const right = trace({ steps: [read(1, "x"), write(0, "x"), read(0, "y")] });
  const { rows, firstDifference, common } = alignTraces(left, right);
  expect(common).toBe(2);
  expect(firstDifference).toBe(0);
  expect(shown(rows).filter((row) => row.includes("-"))).toHaveLength(2);
  expect(shown(rows).at(-1)).toBe("2 2");
});

test("the same step with another result is another event", () => {
  const left = trace({ steps: [{ ...read(1, "x"), result: "0" }] });
  const right = trace({ steps: [{ ...read(1, "x"), result: "1" }] });
  expect(shown(alignTraces(left, right).rows)).toEqual(["0 -", "- 0"]);
});

test("threads are matched by name, not by lane", () => {
  const left = trace({ threads: ["one", "two"], steps: [read(0, "x")] });
  const right = trace({ threads: ["two", "one"], steps: [read(1, "x")] });
  expect(shown(alignTraces(left, right).rows)).toEqual(["0 0"]);
});

test("one side may be empty", () => {
  const some = trace({ steps: [read(0, "x")] });
  expect(shown(alignTraces(trace({}), some).rows)).toEqual(["- 0"]);
  expect(alignTraces(trace({}), trace({})).rows).toEqual([]);
});

test("differences are told by where they begin", () => {
  const common = [read(0, "x"), read(0, "y"), read(0, "z")];
  const right = [common[0], write(1, "a"), write(1, "b"), common[1], common[2], write(1, "c")];
  const alignment = alignTraces(trace({ steps: common }), trace({ steps: right }));
  expect(differences(alignment)).toEqual([1, 5]);
});
