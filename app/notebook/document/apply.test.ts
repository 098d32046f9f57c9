import { structuredPatch } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editedArbitrary, textArbitrary } from "../testing/arbitrary-text.js";
import { apply } from "./apply.js";
import type { Document } from "./block.js";
import type { Edit } from "./edit.js";
import { parseDocument } from "./parse-document.js";
import { serializeDocument } from "./serialize-document.js";
import { toNotebook } from "./to-notebook.js";

const options = new Map([["memory", "tso"]]);
/** An edit of a document, chosen by random numbers; null when the document is too small for it. */
const editArbitrary = fc.record({
  type: fc.constantFrom(
    ...([
      "insert",
      "delete",
      "move",
      "split",
      "merge",
      "rename",
      "retype",
      "setText",
      "setOptions",
    ] as const),
  ),
  a: fc.nat(),
  b: fc.nat(),
  text: editedArbitrary,
  cell: fc.boolean(),
});
type Choice = typeof editArbitrary extends fc.Arbitrary<infer T> ? T : never;

function editOf({ blocks }: Document, { type, a, b, text, cell }: Choice): Edit | null {
  if (type === "insert") {
    const block = cell ? { type: "cell" as const, code: text } : { type: "prose" as const, text };
    return { type, at: a % (blocks.length + 1), block };
  }
  if (blocks.length === 0) return null;
  const block = blocks[a % blocks.length];
  const { id } = block;
  const length = block.type === "cell" ? block.code.length : block.text.length;
  switch (type) {
    case "delete":
      return { type, id };
    case "move":
      return { type, id, to: b % blocks.length };
    case "split":
      return { type, id, offset: b % (length + 1) };
    case "merge":
      return block === blocks.at(-1) ? null : { type, id };
    case "rename":
      return block.type === "cell" ? { type, id, name: `renamed-${b % 3}` } : null;
    case "retype":
      return { type, id };
    case "setText":
      return { type, id, text };
    case "setOptions":
      return block.type === "cell" ? { type, id, options: cell ? options : new Map() } : null;
  }
}

const cellsOf = ({ blocks }: Document) =>
  blocks.flatMap((block) => (block.type === "cell" ? [[block.name, block.code]] : []));
const afterReading = (document: Document) => parseDocument(serializeDocument(document));
/** Hunks of a unified diff with the usual three lines of context. */
const hunks = (before: string, after: string): number =>
  structuredPatch("a", "b", before, after).hunks.length;

test("places are right after any edit", () => {
  fc.assert(
    fc.property(textArbitrary, fc.array(editArbitrary, { maxLength: 4 }), (text, choices) => {
      let document = parseDocument(text);
      for (const choice of choices) {
        const edit = editOf(document, choice);
        if (edit !== null) ({ document } = apply(document, edit));
        const lines = serializeDocument(document).split(/\r\n|\r|\n/);
        const { cells, lineCount } = toNotebook(document, "n");
        expect(lineCount).toBe(lines.length);
        for (const { code, firstLine, closingLine } of cells) {
          expect(lines.slice(firstLine - 1, closingLine - 1).join("\n")).toBe(code);
        }
      }
    }),
    { numRuns: 1500 },
  );
});

/** Whether all of `few` are in `many`, in the same order. */
function isWithin(few: readonly unknown[], many: readonly unknown[]): boolean {
  let found = 0;
  for (const one of many) {
    if (found < few.length && JSON.stringify(one) === JSON.stringify(few[found])) found += 1;
  }
  return found === few.length;
}

test("no cell of an edited document is lost when its file is read again", () => {
  fc.assert(
    fc.property(textArbitrary, fc.array(editArbitrary, { maxLength: 6 }), (text, choices) => {
      let document = parseDocument(text);
      for (const choice of choices) {
        const edit = editOf(document, choice);
        if (edit !== null) document = apply(document, edit).document;
        const cells = cellsOf(document);
        const read = cellsOf(afterReading(document));
        expect(isWithin(cells, read)).toBe(true);
        // Only an unclosed cell that something was put behind becomes one more.
        if (document.blocks.every((block) => block.type === "cell" || block.closer === null)) {
          expect(read).toEqual(cells);
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test("identities are never used twice", () => {
  fc.assert(
    fc.property(textArbitrary, fc.array(editArbitrary, { maxLength: 6 }), (text, choices) => {
      let document = parseDocument(text);
      for (const choice of choices) {
        const edit = editOf(document, choice);
        if (edit === null) continue;
        const before = document.nextId;
        ({ document } = apply(document, edit));
        const ids = document.blocks.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(document.nextId).toBeGreaterThanOrEqual(before);
        expect(Math.max(0, ...ids)).toBeLessThan(document.nextId);
      }
    }),
  );
});

test("an edit touches one hunk of a diff", () => {
  const cell = (name: string) =>
    `\`\`\`ts #${name}\n${Array.from({ length: 9 }, (_, i) => `code ${i} of ${name};\n`).join("")}\`\`\`\n\n`;
  const part = (i: number) =>
    `prose ${i}\r\n${"more text\n".repeat(8)}\r\n${cell(`a${i}`)}${cell(`b${i}`)}`;
  const text = [0, 1, 2, 3, 4].map(part).join("");
  const document = parseDocument(text);
  /** Whether an edit keeps each text on its side of the fences: the others take two fence lines. */
  const keepsKinds = (edit: Edit): boolean => {
    if (edit.type !== "merge") return edit.type !== "retype";
    const at = document.blocks.findIndex(({ id }) => id === edit.id);
    return document.blocks[at].type === document.blocks[at + 1].type;
  };
  let edited = 0;
  fc.assert(
    fc.property(editArbitrary, (choice) => {
      const edit = editOf(document, { ...choice, text: `new ${choice.a}\nline` });
      // A move takes lines from here and puts them there.
      if (edit === null || edit.type === "move" || !keepsKinds(edit)) return;
      const after = serializeDocument(apply(document, edit).document);
      expect(hunks(text, after)).toBeLessThanOrEqual(1);
      edited += 1;
    }),
    { numRuns: 500 },
  );
  expect(edited).toBeGreaterThan(250);
});

describe("editing", () => {
  const text = "# T\n\n```ts #a m=1\nx;\ny;\n```\n\nmiddle\n\n```ts #b\nz;\n```\n";
  const document = parseDocument(text);
  const [title, a, , b] = document.blocks.map(({ id }) => id);
  const after = (edit: Edit, from = document) => serializeDocument(apply(from, edit).document);

  test("inserts a cell between blank lines, under a free name", () => {
    expect(after({ type: "insert", at: 1, block: { type: "cell", code: "w;", name: "a" } })).toBe(
      text.replace("# T\n\n", "# T\n\n```ts #a-2\nw;\n```\n\n"),
    );
    expect(after({ type: "insert", at: 4, block: { type: "prose", text: "end" } })).toBe(
      `${text}\nend\n`,
    );
  });

  test("deletes a block with the blank lines after it", () => {
    expect(after({ type: "delete", id: a })).toBe(text.replace(/```ts #a[^]*?```\n\n/, ""));
    expect(after({ type: "delete", id: b })).toBe(text.slice(0, text.indexOf("\n```ts #b")));
  });

  test("moves a block and leaves the file's end as it was", () => {
    const moved = after({ type: "move", id: b, to: 1 });
    expect(moved).toBe("# T\n\n```ts #b\nz;\n```\n\n```ts #a m=1\nx;\ny;\n```\n\nmiddle\n");
    expect(after({ type: "move", id: title, to: 3 }, parseDocument(text.trimEnd()))).toMatch(
      /```\n\n# T$/,
    );
  });

  test("splits a cell at a line and gives the second half a name", () => {
    expect(after({ type: "split", id: a, offset: 3 })).toContain(
      "```ts #a m=1\nx;\n```\n\n```ts #a-2 m=1\ny;\n```\n\nmiddle",
    );
  });

  test("merges a cell with what follows", () => {
    expect(after({ type: "merge", id: a })).toContain(
      "```ts #a m=1\nx;\ny;\nmiddle\n```\n\n```ts #b",
    );
  });

  test("changes a name or the options and nothing else of the fence", () => {
    const odd = parseDocument("~~~~ts   #a  k=v  \nx\n~~~~\n");
    expect(after({ type: "rename", id: 1, name: "b" }, odd)).toBe("~~~~ts   #b  k=v  \nx\n~~~~\n");
    expect(after({ type: "setOptions", id: 1, options }, odd)).toBe(
      "~~~~ts   #a memory=tso\nx\n~~~~\n",
    );
  });

  test("makes prose of a cell and a cell of prose", () => {
    expect(after({ type: "retype", id: a })).toContain("# T\n\nx;\ny;\n\nmiddle");
    expect(after({ type: "retype", id: title, name: "t" })).toContain("```ts #t\n# T\n```\n\n");
  });

  test("keeps the line ends of lines that do not change", () => {
    const mixed = parseDocument("```ts #a\r\none\ntwo\r\nthree\n```\r\n");
    expect(after({ type: "setText", id: 1, text: "one\n2\nthree" }, mixed)).toBe(
      "```ts #a\r\none\n2\r\nthree\n```\r\n",
    );
  });

  test("lengthens the fences around code that would close them", () => {
    expect(after({ type: "setText", id: b, text: "`\n```\n`;" })).toContain(
      "````ts #b\n`\n```\n`;\n````\n",
    );
  });

  test("keeps an open fence in prose from swallowing the cells after it", () => {
    const open = apply(document, { type: "setText", id: title, text: "# T\n```sh\nls" }).document;
    expect(open.blocks[0]).toMatchObject({ text: "# T\n```sh\nls" });
    expect(serializeDocument(open)).toContain("# T\n```sh\nls\n```\n\n```ts #a");
  });

  test("finds the cells in a text that is typed or pasted", () => {
    const { blocks } = apply(document, {
      type: "setText",
      id: title,
      text: "# T\n```ts #new\nw;\n```\nend",
    }).document;
    expect(blocks.slice(0, 3)).toMatchObject([
      { id: title, text: "# T" },
      { name: "new", code: "w;" },
      { text: "end" },
    ]);
  });

  test.each<Edit>([
    { type: "delete", id: 99 },
    { type: "insert", at: 9, block: { type: "prose", text: "" } },
    { type: "move", id: 1, to: 4 },
    { type: "split", id: 1, offset: -1 },
    { type: "merge", id: 4 },
    { type: "rename", id: 2, name: "a b" },
    { type: "rename", id: 1, name: "a" },
  ])("%j is an error of the caller", (edit) => {
    expect(() => apply(document, edit)).toThrow(RangeError);
  });
});
