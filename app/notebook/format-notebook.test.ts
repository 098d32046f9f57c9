import fc from "fast-check";
import { expect, test } from "vitest";
import { analyseNotebook } from "./analysis/analyse.js";
import { parseDocument } from "./document/parse-document.js";
import { toNotebook } from "./document/to-notebook.js";
import { formatNotebook } from "./format-notebook.js";
import { cellKeys } from "./graph/keys.js";
import { textArbitrary } from "./testing/arbitrary-text.js";

const cellsOf = (text: string) => {
  const analysis = analyseNotebook(toNotebook(parseDocument(text), "n"));
  const keys = cellKeys(analysis, "1");
  return analysis.cells.map(({ cell }, at) => [cell.name, keys[at]]);
};

test("formatting twice does no more than once, and changes no cell's key", () => {
  fc.assert(
    fc.property(textArbitrary, (text) => {
      const once = formatNotebook(text);
      expect(formatNotebook(once)).toBe(once);
      expect(cellsOf(once)).toEqual(cellsOf(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [
    "\n\n# T\ntext \n\n\n\n~~~ts   #a  k=v\t\n\n x;  \n\n~~~  ",
    "# T\ntext\n\n```ts #a k=v\n x;\n```\n",
  ],
  ["a\n```ts #a\n```\n```ts #b\n```", "a\n\n```ts #a\n```\n\n```ts #b\n```\n"],
  ["line  \nbroken", "line  \nbroken\n"],
  ["   ````ts #a\n`\n```\n`;\n`````", "````ts #a\n`\n```\n`;\n````\n"],
  ["\uFEFF# T\r\n\r\n```ts #a\r\nx;\r\n```", "\uFEFF# T\r\n\r\n```ts #a\r\nx;\r\n```\r\n"],
  [
    "```ts #a\nconst s = `x  \n  y \n${ 1 } \n`; \n```\n",
    "```ts #a\nconst s = `x  \n  y \n${ 1 } \n`;\n```\n",
  ],
  ["", ""],
  ["\n \n", ""],
  ["```sh\nls \n\n```\n", "```sh\nls\n\n```\n"],
])("%j becomes %j", (text, formatted) => {
  expect(formatNotebook(text)).toBe(formatted);
});

test("code that cannot be read stays as it is", () => {
  const text = "```ts #a\n\nconst x = `  \n```\n";
  expect(formatNotebook(text)).toBe(text);
});
