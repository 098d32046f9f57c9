import { expect, test } from "vitest";
import { findConflicts } from "./conflicts.js";

const settings = { keys: {}, letterKeys: true, mac: false, desktop: false };

test("the defaults have no conflicts", () => {
  expect([...findConflicts(settings)]).toEqual([]);
});

test("both commands of a key are told, and what begins a sequence", () => {
  const found = findConflicts({ ...settings, keys: { "run-all": "Mod+S", welcome: "D" } });
  expect(found.get("run-all")).toEqual([{ keys: "Mod+S", others: ["save"] }]);
  expect(found.get("save")).toEqual([{ keys: "Mod+S", others: ["run-all"] }]);
  expect(found.get("welcome")).toEqual([{ keys: "D", others: ["delete"] }]);
  expect(found.get("delete")).toEqual([{ keys: "D D", others: ["welcome"] }]);
});

test("a key that was taken away, and letters that are off, meet nothing", () => {
  const keys = { "run-all": "Mod+S", save: null, welcome: "D" };
  expect([...findConflicts({ ...settings, keys, letterKeys: false })]).toEqual([]);
});
