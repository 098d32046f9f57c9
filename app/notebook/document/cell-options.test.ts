import { expect, test } from "vitest";
import { readOptions, writeOptions } from "./cell-options.js";

test("options are read as they are written", () => {
  const { options, problem } = readOptions("  memory=tso   workers=2 ");
  expect(problem).toBeNull();
  expect(writeOptions(options)).toBe("memory=tso workers=2");
  expect(readOptions("")).toEqual({ options: new Map(), problem: null });
});

test("what is no option is refused, with what to write instead", () => {
  expect(readOptions("memory").problem).toMatch(/^memory is not key=value\. After the name/);
  expect(readOptions("a=1 a=2").problem).toMatch(/^a=2 is given twice/);
  expect(readOptions("a=`x").problem).toBe("An option cannot have a backtick in it.");
});
