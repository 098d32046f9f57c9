import { expect, test } from "vitest";
import { parseDocument } from "../../notebook/document/parse-document.js";
import { outlineOf } from "./outline.js";

const shown = (text: string) =>
  outlineOf(parseDocument(text)).map(({ kind, text: title, level }) => [kind, title, level]);

test("headings and cells stand in file order, cells below their heading", () => {
  const text = "# Title\n\nprose\n\n## Part `one`\n\n```ts #race\n1\n```\n\n### [Deep](x) *part*\n";
  expect(shown(text)).toEqual([
    ["heading", "Title", 1],
    ["heading", "Part one", 2],
    ["cell", "race", 3],
    ["heading", "Deep part", 3],
  ]);
});

test("comments in code are no headings", () => {
  expect(shown("```sh\n# not a heading\n```\n\n#not one either\n")).toEqual([]);
});
