import fc from "fast-check";
import { expect, test } from "vitest";
import { formatLink, formatTarget, parseLink, parseTarget } from "./target.js";

test("a link says what it was made from", () => {
  const text = fc.option(fc.string({ unit: "grapheme", minLength: 1 }));
  const target = fc.record({
    path: fc.string({ unit: "grapheme", minLength: 1 }),
    cell: text,
    replay: text,
    step: fc.option(fc.nat(999_999_999)),
  });
  fc.assert(
    fc.property(target, (one) => {
      expect(parseLink(formatLink(one))).toEqual(one);
      expect(parseTarget(formatTarget(one))).toEqual(one);
    }),
  );
});

test.each([
  "https://open?file=a",
  "heddle://run?file=a",
  "heddle://open?cell=a",
  "heddle:open",
  "",
])("%j is no link to a place", (link) => {
  expect(parseLink(link)).toBeNull();
});

test("a step that is no number is left out", () => {
  expect(parseTarget("file=a&step=-1")?.step).toBeNull();
});
