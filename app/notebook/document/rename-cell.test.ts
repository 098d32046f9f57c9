import { expect, test } from "vitest";
import { newHistory, performTogether, undo } from "./history.js";
import { parseDocument } from "./parse-document.js";
import { countLinks, nameProblem, renameEdits } from "./rename-cell.js";
import { serializeDocument } from "./serialize-document.js";

const text = [
  "See [the race](#race) and [another](#race-2), `#race`.\n",
  "[short]: #race\n",
  "```ts #race\n1\n```\n",
  "```ts #race-2 memory=tso\n2\n```\n",
].join("\n");
const document = parseDocument(text);
const [, race, second] = document.blocks.map(({ id }) => id);

test("the links to a cell follow its new name, and no others", () => {
  expect(countLinks(document, "race")).toBe(2);
  const history = newHistory(document);
  const renamed = performTogether(history, renameEdits(document, race, "lost.update"), 0);
  expect(serializeDocument(renamed.document)).toBe(
    text
      .replace("(#race)", "(#lost.update)")
      .replace("]: #race", "]: #lost.update")
      .replace("ts #race\n", "ts #lost.update\n"),
  );
  expect(serializeDocument(undo(renamed).document)).toBe(text);
});

test("a name in the language of patterns is taken literally", () => {
  const dotted = parseDocument("[a](#xay)\n\n```ts #x.y\n1\n```\n");
  expect(countLinks(dotted, "x.y")).toBe(0);
});

test("a name that another cell has is refused, and a free one is offered", () => {
  expect(nameProblem(document, race, "race")).toBeNull();
  expect(nameProblem(document, second, "race")).toBe(
    "Another cell is called race; race-2 is free.",
  );
  expect(nameProblem(document, race, "")).toBe("A cell needs a name.");
  expect(nameProblem(document, race, "two words")).toMatch(/^A name is letters/);
});

test("the name that a cell has is no edit", () => {
  expect(renameEdits(document, race, "race")).toEqual([]);
});
