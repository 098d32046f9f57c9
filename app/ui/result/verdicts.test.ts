import { expect, test } from "vitest";
import { property, result } from "../../../engine/report/testing/build.js";
import { headline } from "./verdicts.js";

const of = (...properties: ReturnType<typeof property>[]) =>
  headline(result("scenario", properties))?.property;

test("the worst verdict stands for the check", () => {
  expect(
    of(
      property("fine", { verdict: "holds" }),
      property("open", { verdict: "undecided" }),
      property("bad", { verdict: "violated" }),
    ),
  ).toBe("bad");
});

test("of equal verdicts the surprising one stands for the check", () => {
  expect(
    of(
      property("known", { verdict: "violated", expected: "violated" }),
      property("new", { verdict: "violated" }),
    ),
  ).toBe("new");
});

test("a check without properties has none", () => {
  expect(of()).toBeUndefined();
});
