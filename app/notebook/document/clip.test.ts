import { expect, test } from "vitest";
import { clipText, readClip } from "./clip.js";
import { parseDocument } from "./parse-document.js";

const text = "# Title\n\nprose\n\n```ts #race memory=tso\nconst x = 1;\n```\n";

test("blocks are Markdown on the clipboard, and blocks again when they come from it", () => {
  expect(clipText(parseDocument(text).blocks)).toBe(text);
  expect(readClip(text)).toEqual([
    { type: "prose", text: "# Title\n\nprose" },
    {
      type: "cell",
      code: "const x = 1;",
      name: "race",
      options: new Map([["memory", "tso"]]),
    },
  ]);
});

test("what leaves a fence open does not swallow what follows", () => {
  const { blocks } = parseDocument("```sh\nls");
  const [cell] = parseDocument("```ts #a\n1\n```\n").blocks;
  expect(readClip(clipText([...blocks, cell]))).toHaveLength(2);
});

test("any text is prose, and a cell without a name gets one when it is inserted", () => {
  expect(readClip("hello\r\nworld")).toEqual([{ type: "prose", text: "hello\nworld" }]);
  expect(readClip("```ts #\n1\n```")[0]).not.toHaveProperty("name");
  expect(readClip("\n \n")).toEqual([]);
});
