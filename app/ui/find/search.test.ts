import { describe, expect, test } from "vitest";
import { apply } from "../../notebook/document/apply.js";
import { parseDocument } from "../../notebook/document/parse-document.js";
import { serializeDocument } from "../../notebook/document/serialize-document.js";
import { type Query, replaceEdits, search } from "./search.js";

const document = parseDocument(
  "Read x, then Xerox (x.now).\n\n```ts #a\nconst x = 1;\nlet x2 = x;\n```\n",
);
const query = (text: string, options: Partial<Query> = {}): Query => ({
  text,
  matchCase: false,
  wholeWord: false,
  regexp: false,
  ...options,
});
const found = (text: string, options: Partial<Query> = {}) =>
  search(document.blocks, query(text, options)).matches.map(({ block, start, end }) => [
    block,
    start,
    end,
  ]);
const replaced = (text: string, by: string, options: Partial<Query> = {}) =>
  serializeDocument(
    replaceEdits(document.blocks, query(text, options), by, () => true).reduce(
      (made, edit) => apply(made, edit).document,
      document,
    ),
  );

describe("searching", () => {
  test("looks into prose and code, in file order", () => {
    expect(found("x =")).toEqual([[2, 6, 9]]);
    expect(found("x").map(([block]) => block)).toEqual([1, 1, 1, 1, 2, 2, 2]);
  });

  test("matches case, whole words and regular expressions when asked to", () => {
    expect(found("X", { matchCase: true })).toEqual([[1, 13, 14]]);
    expect(found("x", { wholeWord: true }).map(([block, start]) => [block, start])).toEqual([
      [1, 5],
      [1, 20],
      [2, 6],
      [2, 22],
    ]);
    expect(found("^let|x\\d", { regexp: true })).toEqual([
      [2, 13, 16],
      [2, 17, 19],
    ]);
  });

  test("takes signs literally unless they are a pattern", () => {
    expect(found("(x.now)")).toEqual([[1, 19, 26]]);
    expect(found("x.n", { regexp: true })).toHaveLength(1);
  });

  test("says what is wrong with a pattern, and finds nothing of no length", () => {
    const { matches, problem } = search(document.blocks, query("(", { regexp: true }));
    expect(matches).toEqual([]);
    expect(problem).toMatch(/^Not a regular expression: Unterminated group\.$/);
    expect(found("z*", { regexp: true })).toEqual([]);
    expect(found("")).toEqual([]);
  });
});

describe("replacing", () => {
  test("changes every match, and signs in the replacement are only signs", () => {
    expect(replaced("x", "$1", { wholeWord: true })).toBe(
      "Read $1, then Xerox ($1.now).\n\n```ts #a\nconst $1 = 1;\nlet x2 = $1;\n```\n",
    );
  });

  test("of a regular expression puts groups in", () => {
    expect(replaced("(?<kind>const|let) (x\\d?)", "$$ $<kind>:$2 $& $9", { regexp: true })).toBe(
      "Read x, then Xerox (x.now).\n\n```ts #a\n$ const:x const x $9 = 1;\n$ let:x2 let x2 $9 = x;\n```\n",
    );
  });

  test("can leave matches out", () => {
    const only = replaceEdits(document.blocks, query("x"), "y", ({ start }) => start === 6);
    expect(only).toEqual([{ type: "setText", id: 2, text: "const y = 1;\nlet x2 = x;" }]);
  });
});
