import { expect, test } from "vitest";
import { describeError, placeInStack } from "./describe-error.js";

const path = "dir (1)/n.heddle.md";

test("the innermost frame in the notebook is the place", () => {
  const stack = [
    "Error: x",
    "    at engine (heddle:1:2)",
    `    at user (${path}:12:5)`,
    `    at async ${path}:3:1`,
  ].join("\n");
  expect(placeInStack(stack, path)).toEqual({ line: 12, column: 5 });
  expect(placeInStack(`Error\n    at async ${path}:3:1`, path)).toEqual({ line: 3, column: 1 });
});

test("a message that looks like a place is not one", () => {
  expect(placeInStack(`Error: ${path}:1:1\n    at other/${path}:2:2`, path)).toBeNull();
  expect(placeInStack(undefined, path)).toBeNull();
});

test("the engine's errors carry hint and position, and lose their class name", () => {
  const error = Object.assign(new Error("the length is negative."), {
    name: "HeddleError",
    hint: "Give a length.",
    position: { source: path, line: 4, column: 2 },
  });
  expect(describeError(error, path, null)).toEqual({
    place: { line: 4, column: 2 },
    message: "the length is negative",
    hint: "Give a length.",
  });
});

test("other errors keep their class, and missing globals get advice", () => {
  const error = new ReferenceError("setTimeout is not defined");
  const problem = describeError(error, path, { line: 1, column: 1 });
  expect(problem.message).toBe("ReferenceError: setTimeout is not defined");
  expect(problem.hint).toContain("no timers");
  expect(problem.place).toEqual({ line: 1, column: 1 });
  expect(describeError(new ReferenceError("toString is not defined"), path, null).hint).toBe("");
});

test("what is thrown need not be an error", () => {
  expect(describeError({ a: 1 }, path, null).message).toBe("{ a: 1 } was thrown");
});
