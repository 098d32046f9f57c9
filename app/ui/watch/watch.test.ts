import { describe, expect, test } from "vitest";
import { step, trace } from "../trace/testing/trace.js";
import { START, Timeline } from "../trace/timeline.js";
import { Watch } from "./watch.js";

const state = {
  "A.dirty": "false",
  "A.refcount": "3",
  "N.dirty": "true",
  "i_pages[0]": "A",
  "i_pages[1]": "null",
  "pte[0].writable": "true",
  "A.flags": '"lru"',
  wide: "12345678901234567890n",
  x: "1",
};
const timeline = new Timeline(
  trace({
    steps: [
      step({ changes: [{ location: "i_pages[0]", before: "A", after: "N" }] }),
      step({ changes: [{ location: "x", before: "1", after: "2" }] }),
    ],
    final: Object.entries({ ...state, "i_pages[0]": "N", x: "2" }).map(([location, value]) => ({
      location,
      value,
    })),
  }),
);
const at = (source: string, index = START) => {
  const { text, problem } = new Watch(source, timeline).at(index);
  return text ?? `! ${problem}`;
};

describe("values", () => {
  test("of locations and literals are written as in the trace", () => {
    const sources = ["A.dirty", "x", "wide", "A.flags", "i_pages[0]", "null", '"a\\"b"', "1e3"];
    expect(sources.map((source) => at(source))).toEqual([
      "false",
      "1",
      "12345678901234567890n",
      '"lru"',
      "A",
      "null",
      '"a\\"b"',
      "1000",
    ]);
  });

  test("are those after the step", () => {
    expect([at("x", 0), at("x", 1)]).toEqual(["1", "2"]);
  });

  test("follow references from slot to record", () => {
    expect([at("i_pages[0].dirty"), at("i_pages[0].dirty", 0)]).toEqual(["false", "true"]);
    expect([at("i_pages[0] == A"), at("i_pages[x - 1] == A", 0)]).toEqual(["true", "false"]);
  });
});

test("operators bind as in JavaScript", () => {
  const cases = [
    ["1 + 2 * 3", "7"],
    ["(1 + 2) * 3", "9"],
    ["10 - 2 - 3", "5"],
    ["1 < 2 == true", "true"],
    ["false && x || true", "true"],
    ["!A.dirty && pte[0].writable", "true"],
    ["-x + 3", "2"],
    ["6 & 3 | 8", "10"],
    ["wide + 1n", "12345678901234567891n"],
    ["7n / 2n", "3n"],
    ['"a" + "b" == "ab"', "true"],
    ["A.dirty + pte[0].writable", "1"],
    ["x === 1 && x !== 2", "true"],
  ];
  expect(cases.map(([source]) => at(source))).toEqual(cases.map(([, value]) => value));
});

test("the side that does not matter is not looked at", () => {
  expect([at("true || nothing"), at("false && nothing")]).toEqual(["true", "false"]);
});

describe("mistakes", () => {
  test("of spelling are told with their column", () => {
    expect(new Watch("A.dirty ||", timeline).problem).toBe(
      "column 11: expected a name or a value and found the end",
    );
    expect(at("A.")).toBe("! column 3: expected a name and found the end");
    expect(at("(x")).toBe("! column 3: expected ) and found the end");
    expect(at("x y")).toBe("! column 3: expected an operator and found y");
    expect(at("x = 1")).toBe("! column 3: = is not part of a watch expression");
    expect(at("f(x)")).toBe("! column 2: expected an operator and found (");
    expect(at('"\\q"')).toBe("! column 1: this text has an escape that it cannot have");
    expect(at("")).toBe("! column 1: expected a name or a value and found the end");
  });

  test("of names suggest the nearest name", () => {
    expect(at("A.drity")).toBe("! no shared location is called A.drity; did you mean A.dirty?");
  });

  test("of values say what is there", () => {
    expect(at("i_pages[1].dirty")).toBe("! i_pages[1] is null here, which has no parts");
    expect(at("A.flags * 2")).toBe('! * does not apply to "lru"');
    expect(at("1n + 1")).toBe("! + does not apply to 1n");
    expect(at("1n / 0n")).toBe("! a bigint cannot be divided by 0n");
  });
});

test("a change is a change of what is shown", () => {
  const watch = new Watch("i_pages[0].dirty", timeline);
  expect([START, 0, 1].map((index) => watch.changesAt(index))).toEqual([false, true, false]);
});
