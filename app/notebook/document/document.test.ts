import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textArbitrary } from "../testing/arbitrary-text.js";
import { documentProblems } from "./document-problems.js";
import { parseDocument } from "./parse-document.js";
import { serializeDocument } from "./serialize-document.js";
import { blockLines, toNotebook } from "./to-notebook.js";

const roundTrip = (text: string): string => serializeDocument(parseDocument(text));
const shape = (text: string): string[] =>
  parseDocument(text).blocks.map((block) =>
    block.type === "prose" ? block.text : `#${block.name}: ${block.code}`,
  );

test("writing what was read gives the same text, whatever it is", () => {
  fc.assert(
    fc.property(textArbitrary, (text) => {
      expect(roundTrip(text)).toBe(text);
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      expect(roundTrip(text)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test("every line of a text is where its block says", () => {
  fc.assert(
    fc.property(textArbitrary, (text) => {
      const document = parseDocument(text);
      const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
      const starts = blockLines(document);
      expect(starts.at(-1)).toBe(lines.length);
      document.blocks.forEach((block, at) => {
        const first = (block.type === "prose" ? block.text : block.opening).split(/[\r\n]/)[0];
        expect(lines[starts[at] - 1]).toBe(first);
      });
      for (const { code, firstLine, closingLine } of toNotebook(document, "n").cells) {
        expect(lines.slice(firstLine - 1, closingLine - 1).join("\n")).toBe(code);
        expect(lines[closingLine - 1]).toMatch(/^ {0,3}(```|~~~)/);
      }
    }),
    { numRuns: 2000 },
  );
});

test("problems are listed without a throw, each at a line that exists", () => {
  fc.assert(
    fc.property(textArbitrary, (text) => {
      const lines = text.split(/\r\n|\r|\n/).length;
      for (const { place } of documentProblems(parseDocument(text))) {
        expect(place?.line).toBeGreaterThan(0);
        expect(place?.line).toBeLessThanOrEqual(lines);
      }
    }),
  );
});

describe("blocks", () => {
  test("are the cells and the prose between them, without the blank lines around", () => {
    expect(shape("\n# T\n\ntext\n\n```ts #a\nx\ny\n```\n\n\n```ts #b\n```\nend")).toEqual([
      "# T\n\ntext",
      "#a: x\ny",
      "#b: ",
      "end",
    ]);
  });

  test("keep a cell with a bad name or bad options as a cell", () => {
    expect(shape("```ts #a/b\nx\n```\n```ts #c m=1 m=2\ny\n```\n```ts #\n```")).toEqual([
      "#a/b: x",
      "#c: y",
      "#: ",
    ]);
  });

  test("keep an unclosed fence as prose to the end", () => {
    expect(shape("text\n```ts #a\nx\n\n")).toEqual(["text\n```ts #a\nx"]);
    expect(documentProblems(parseDocument("text\n```ts #a\nx"))).toMatchObject([
      { place: { line: 2, column: 1 }, message: "the code fence that opens here is never closed" },
    ]);
  });

  test("leave a byte order mark out of the first one", () => {
    expect(shape("\uFEFF```ts #a\n```")).toEqual(["#a: "]);
  });

  test("show an editor line feeds only", () => {
    expect(shape("a\r\nb\r\n\r\n```ts #a\r\nx\ry\r\n```")).toEqual(["a\nb", "#a: x\ny"]);
  });

  test("count from one and are named anew in each document", () => {
    expect(parseDocument("a\n\n```ts #a\n```\n").blocks.map(({ id }) => id)).toEqual([1, 2]);
  });
});

test("a repeated name is told with the first cell's line and a free name", () => {
  const text = "```ts #a\n```\n```ts #a-2\n```\n```ts #a\n```";
  expect(documentProblems(parseDocument(text))).toEqual([
    {
      place: { line: 5, column: 1 },
      message: "the name #a is already used by the cell in line 1",
      hint: "Give each cell its own name, for example #a-3.",
    },
  ]);
});
