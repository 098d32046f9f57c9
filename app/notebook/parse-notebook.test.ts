import { expect, test } from "vitest";
import { parseNotebook } from "./parse-notebook.js";
import { type Problem, NotebookError } from "./place.js";

const cells = (...lines: string[]) => parseNotebook(lines.join("\n"), "n.heddle.md").cells;

function problems(...lines: string[]): readonly Problem[] {
  try {
    cells(...lines);
  } catch (error) {
    if (error instanceof NotebookError) return error.problems;
    throw error;
  }
  return [];
}

test("a fence with ts and a name is a cell, at its own lines", () => {
  const [cell] = cells("# Title", "", "```ts #a-1", "one();", "two();", "```", "text");
  expect(cell).toMatchObject({
    name: "a-1",
    fenceLine: 3,
    firstLine: 4,
    closingLine: 6,
    code: "one();\ntwo();",
  });
});

test("other fences are prose, and what is inside them is no cell", () => {
  expect(cells("````md", "```ts #inner", "x", "```", "````")).toEqual([]);
  expect(cells("```sh", "ls", "```", "```ts", "x", "```", "```", "y", "```")).toEqual([]);
});

test("tildes, long fences and up to three spaces open a cell", () => {
  expect(
    cells("~~~ts #a", "```", "~~~", "   ````ts #b", "```", "`````").map((c) => c.code),
  ).toEqual(["```", "```"]);
});

test("inline code that looks like a fence is prose", () => {
  expect(cells("```ts #no``` is inline", "text")).toEqual([]);
});

test("cells inside an HTML comment are not cells", () => {
  expect(
    cells("<!--", "```ts #a", "x", "```", "-->", "```ts #b", "y", "```").map((c) => c.name),
  ).toEqual(["b"]);
  expect(cells("<!-- one line -->", "```ts #b", "y", "```")).toHaveLength(1);
});

test("lines may end in CR LF", () => {
  expect(parseNotebook("```ts #a\r\nx\r\ny\r\n```\r\n", "n").cells[0]?.code).toBe("x\ny");
});

test("options follow the name", () => {
  const [cell] = cells("```ts #a memory=tso max-states=10", "```");
  expect([...cell.options]).toEqual([
    ["memory", "tso"],
    ["max-states", "10"],
  ]);
  expect(cell.code).toBe("");
});

test("an unclosed fence is reported where it opens", () => {
  expect(problems("text", "```ts #a", "x")).toMatchObject([
    { place: { line: 2, column: 1 }, message: "the code fence that opens here is never closed" },
  ]);
  expect(problems("~~~~sh", "~~~")).toMatchObject([{ hint: "Add a line ~~~~ after the code." }]);
});

test("a name may be used once, and the error says where it was used", () => {
  expect(problems("```ts #a", "```", "```ts #a", "```")).toMatchObject([
    { place: { line: 3 }, message: "the name #a is already used by the cell in line 1" },
  ]);
});

test.each([
  ["```ts #", "a cell needs a name"],
  ["```ts #a/b", "#a/b is not a cell name"],
  ["```typescript #a", "a cell's language is ts, not typescript"],
  ["```js #a", "a cell's language is ts, not js"],
  ["```ts #a memory", "cell option memory is not key=value"],
  ["```ts #a m=1 m=2", "cell option m=2 is given twice"],
])("%s is refused", (fence, message) => {
  expect(problems(fence, "```")).toMatchObject([{ place: { line: 1 }, message }]);
});

test("an indented cell is refused rather than left out", () => {
  expect(problems("- item", "", "     ```ts #a", "     ```")).toMatchObject([
    { place: { line: 3, column: 6 } },
  ]);
});

test("all problems are reported, in file order", () => {
  expect(
    problems("```ts #", "```", "```js #b", "```", "```ts #c").map((p) => p.place?.line),
  ).toEqual([1, 3, 5]);
});
