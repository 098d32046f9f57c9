import { expect, test } from "vitest";
import { scriptName } from "./script-name.js";

test("names have no white space and no quotes, and different paths have different names", () => {
  expect(scriptName("a/b.heddle.md", "lost-update")).toBe("a/b.heddle.md#lost-update");
  expect(scriptName("my 'race'.heddle.md", "c")).toBe("my%20%27race%27.heddle.md#c");
  expect(scriptName("my%20.md", "c")).toBe("my%2520.md#c");
});
