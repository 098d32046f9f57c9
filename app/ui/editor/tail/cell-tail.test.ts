import ts from "typescript";
import { expect, test } from "vitest";
import { notebookOf, tailOf, topLevelNames } from "./cell-tail.js";

const names = (text: string) => topLevelNames(ts, text);

test("everything declared or imported at the top level is a name, values and types alike", () => {
  expect(
    names(`
      import a, { b, c as d } from "heddle";
      import * as e from "heddle/linux";
      const f = 1, { g, h: [i, ...j], ...k } = o;
      function* l() { const inner = 1; }
      class M {}
      type N = 1;
      interface O {}
      { const block = 1; }
      if (x) { let also = 2; }`),
  ).toEqual("a b d e f g i j k l M N O".split(" "));
});

test("code that does not parse still has names", () => {
  expect(names("const a = ;\nfunction b( {\nconst c")).toContain("a");
});

const cell = (name: string, ...defined: string[]) => ({
  uri: `file:///notebook-1/${name}.ts`,
  names: defined,
});

test("a cell imports what others define and it does not, the first definition counts", () => {
  const tail = tailOf(cell("cell-1", "a", "check"), [
    cell("cell-2", "check", "b"),
    cell("cell-3", "b", "c"),
    cell("cell-4"),
  ]);
  expect(tail).toBe(
    '\n;export { a, check };\nimport { b } from "./cell-2";\nimport { c } from "./cell-3";\n',
  );
});

test("a cell without names is a module all the same", () => {
  expect(tailOf(cell("cell-1"), [])).toBe("\n;export {  };\n");
});

test("cells are told from libraries by their folder", () => {
  expect(notebookOf("file:///notebook-1/cell-2.ts")).toBe("file:///notebook-1/");
  expect(notebookOf("file:///node_modules/heddle/index.d.ts")).toBeNull();
});
