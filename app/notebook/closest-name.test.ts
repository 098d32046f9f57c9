import { expect, test } from "vitest";
import { closestName } from "./closest-name.js";

test("a slip of the keyboard finds its name", () => {
  expect(closestName("lost-updaet", ["found", "lost-update"])).toBe("lost-update");
  expect(closestName("saef", ["scenarios", "safe"])).toBe("safe");
  expect(closestName("Scenario", ["check", "scenario"])).toBe("scenario");
});

test("something else entirely finds nothing", () => {
  expect(closestName("zebra", ["check", "scenario"])).toBeNull();
  expect(closestName("x", [])).toBeNull();
});
