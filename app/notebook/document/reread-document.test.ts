import fc from "fast-check";
import { expect, test } from "vitest";
import { textArbitrary } from "../testing/arbitrary-text.js";
import { parseDocument } from "./parse-document.js";
import { rereadDocument } from "./reread-document.js";
import { serializeDocument } from "./serialize-document.js";

const text = "# T\n\n```ts #a\nx;\n```\n\nmiddle\n\n```ts #b\ny;\n```\n\nend\n";
const document = parseDocument(text);
const [title, a, middle, b, end] = document.blocks.map(({ id }) => id);
const idsAfter = (changed: string) => rereadDocument(document, changed).blocks.map(({ id }) => id);

test("blocks that are still there keep their identity", () => {
  expect(idsAfter(text)).toEqual([title, a, middle, b, end]);
  expect(idsAfter(text.replace("x;", "changed;"))).toEqual([title, a, middle, b, end]);
  expect(idsAfter(text.replace("middle", "other words"))).toEqual([title, a, middle, b, end]);
  expect(idsAfter(text.replace("#b", "#renamed"))).toEqual([title, a, middle, b, end]);
  expect(idsAfter(text.replace("middle\n\n", ""))).toEqual([title, a, b, end]);
});

test("cells that change places keep theirs", () => {
  const swapped = text.replace("#a\nx;", "#B").replace("#b\ny;", "#a\nx;").replace("#B", "#b\ny;");
  expect(idsAfter(swapped)).toEqual([title, b, middle, a, end]);
});

test("what is new is new", () => {
  const [, , fresh] = idsAfter(text.replace("middle", "```ts #c\n```\n\nmiddle"));
  expect(fresh).toBe(document.nextId);
});

test("the text is the new one and identities are unique, whatever it was before", () => {
  fc.assert(
    fc.property(textArbitrary, textArbitrary, (before, after) => {
      const previous = parseDocument(before);
      const reread = rereadDocument(previous, after);
      expect(serializeDocument(reread)).toBe(after);
      const ids = reread.blocks.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(reread.nextId).toBeGreaterThanOrEqual(previous.nextId);
      expect(Math.max(0, ...ids)).toBeLessThan(reread.nextId);
    }),
    { numRuns: 1000 },
  );
});
