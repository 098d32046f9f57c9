import { expect, test } from "vitest";
import { parseDocument } from "../../notebook/document/parse-document.js";
import { toNotebook } from "../../notebook/document/to-notebook.js";
import { keepKnown } from "./keep-known.js";
import { Summariser } from "./summarise.js";

const summarise = (text: string) =>
  new Summariser().summarise({
    notebook: toNotebook(parseDocument(text), "n"),
    results: new Map(),
    engineVersion: "1",
  });
const before = summarise("```ts #a\nconst a = 1;\n```\n\n```ts #b\nconst b = 2;\n```\n");

test("the same notebook has the same summary", () => {
  expect(keepKnown(before, structuredClone(before))).toBe(before);
});

test("a changed cell is new, the others are what they were", () => {
  const after = keepKnown(
    before,
    summarise("```ts #a\nconst a = 1;\n```\n\n```ts #b\nconst b = 3;\n```\n"),
  );
  expect(after.cells[0]).toBe(before.cells[0]);
  expect(after.cells[1]).not.toBe(before.cells[1]);
  expect(after.cells[1].source).not.toBe(before.cells[1].source);
});

test("cells further down are new when their lines have moved", () => {
  const after = keepKnown(
    before,
    summarise("```ts #a\nconst a = 1;\n\n```\n\n```ts #b\nconst b = 2;\n```\n"),
  );
  expect(after.cells[1].firstLine).toBe(before.cells[1].firstLine + 1);
});
