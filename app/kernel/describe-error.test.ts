import { expect, test } from "vitest";
import { Scripts } from "./cells/scripts.js";
import { describeError } from "./describe-error.js";

const path = "dir (1)/n.heddle.md";
const cell = { name: "c", key: "", reads: [], defines: [], imports: [], script: "", firstLine: 3 };
const scripts = new Scripts(path);
const script = scripts.evaluated(cell);

test("the innermost frame in the notebook is the place", () => {
  const stack = [
    "Error: x",
    "    at engine (heddle:1:2)",
    `    at user (${script}:12:5)`,
    `    at async ${script}:3:1`,
  ].join("\n");
  expect(scripts.placeInStack(stack)).toEqual({ line: 12, column: 5 });
  expect(scripts.placeInStack(`Error\n    at async ${script}:3:1`)).toEqual({ line: 3, column: 1 });
});

test("a message that looks like a place is not one", () => {
  expect(scripts.placeInStack(`Error: ${script}:1:1\n    at other/${script}:2:2`)).toBeNull();
  expect(scripts.placeInStack(undefined)).toBeNull();
});

test("the engine's errors carry hint and position, and lose their class name", () => {
  const error = Object.assign(new Error("the length is negative."), {
    name: "HeddleError",
    hint: "Give a length.",
    position: { source: script, line: 4, column: 2 },
  });
  expect(describeError(error, scripts, null)).toEqual({
    place: { line: 4, column: 2 },
    message: "the length is negative",
    hint: "Give a length.",
  });
});

test("other errors keep their class, and missing globals get advice", () => {
  const error = new ReferenceError("setTimeout is not defined");
  const problem = describeError(error, scripts, { line: 1, column: 1 });
  expect(problem.message).toBe("ReferenceError: setTimeout is not defined");
  expect(problem.hint).toContain("no timers");
  expect(problem.place).toEqual({ line: 1, column: 1 });
  expect(describeError(new ReferenceError("toString is not defined"), scripts, null).hint).toBe("");
});

test("what is thrown need not be an error", () => {
  expect(describeError({ a: 1 }, scripts, null).message).toBe("{ a: 1 } was thrown");
});

test("a cell that moved in the file is found where it is now", () => {
  const moved = new Scripts(path);
  const source = moved.evaluated(cell);
  moved.moved({ ...cell, firstLine: 10 });
  expect(moved.placeOf({ source, line: 4, column: 2 })).toEqual({ line: 11, column: 2 });
});

test("what throws when it is looked at does not break the kernel", () => {
  const thrown = new Proxy(new Error(), {
    get() {
      throw new Error("again");
    },
  });
  expect(describeError(thrown, scripts, null).message).toBe(
    "something was thrown that cannot be looked at",
  );
});
