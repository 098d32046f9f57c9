import { expect, test } from "vitest";
import { trace } from "../../../engine/report/testing/build.js";
import type { Followed, PropertyNow } from "../../../engine/trace/follow.js";
import { reachedText } from "./reached-text.js";

const reached = (end: Followed["end"], ...properties: PropertyNow[]): string =>
  reachedText({ trace: trace([], []), choices: [], end, properties, replay: "" });
const always = (shownAfter: number | null): PropertyNow => ({
  property: "p",
  kind: "always",
  holds: shownAfter === null,
  shownAfter,
});

test("an interleaving under way says what it has violated", () => {
  expect(reached(null, always(null))).toBe("Nothing is violated so far.");
  expect(reached(null, always(3))).toBe("p: violated after step 3.");
  expect(reached(null, always(0))).toBe("p: violated in the initial state.");
  expect(reached(null, { ...always(2), kind: "reachable" })).toBe("p: reached after step 2.");
});

test("an end says how it ended, and whether all is well", () => {
  expect(reached("complete", always(null))).toBe(
    "All threads have ended. No property is violated.",
  );
  expect(reached("complete", always(2))).toBe("All threads have ended. p: violated after step 2.");
  expect(reached("deadlock", always(null))).toBe("Deadlock: nobody can go on.");
});
