import { expect, test } from "vitest";
import { wantsColor } from "./terminal.js";

test.each([
  [true, {}, true],
  [false, {}, false],
  [undefined, {}, false],
  [true, { TERM: "dumb" }, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [false, { FORCE_COLOR: "1" }, true],
  [true, { FORCE_COLOR: "0" }, false],
  [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
])("terminal %j with %j: colour %j", (isTTY, env, colour) => {
  expect(wantsColor({ env, ...(isTTY === undefined ? {} : { isTTY }) })).toBe(colour);
});
