import fc from "fast-check";
import { expect, test } from "vitest";
import { compileNotebook } from "./compile.js";
import { formatProblem } from "./format-problem.js";
import { parseNotebook } from "./parse-notebook.js";
import { NotebookError } from "./place.js";

const fence = "```";

/** A notebook of cells `a`, `b`, ... with one line of prose before each. */
function notebookOf(...codes: string[]) {
  const text = codes
    .map((code, i) => `prose\n${fence}ts #${String.fromCharCode(97 + i)}\n${code}\n${fence}\n`)
    .join("");
  return parseNotebook(text, "n.heddle.md");
}

const compile = (...codes: string[]) => compileNotebook(notebookOf(...codes), null);

function errors(...codes: string[]): string[] {
  const notebook = notebookOf(...codes);
  try {
    compileNotebook(notebook, null);
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    return error.problems.map((problem) => formatProblem(notebook.path, notebook, problem));
  }
  return [];
}

const onlyError = (...codes: string[]): string => {
  const all = errors(...codes);
  expect(all).toHaveLength(1);
  return all[0];
};

test("code keeps its lines and columns, and types become spaces", () => {
  const { script } = compile("const x: number = 1;\n\nlet y = x as unknown;");
  const lines = script.split("\n");
  expect(lines[2]).toBe("const x         = 1;");
  expect(lines[4]).toBe("let y = x           ;");
  expect(lines[5]).toBe("");
});

test("every identifier stays where it was", () => {
  const word = fc.constantFrom("alpha", "beta", "gamma");
  const line = fc
    .tuple(word, fc.nat(8), fc.constantFrom("", ": number", ": Map<string, [a: 1]>"))
    .map(([name, indent, type]) => `${" ".repeat(indent)}{ const ${name}${type} = 1; }`);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
      const out = compile(lines.join("\n")).script.split("\n").slice(2);
      lines.forEach((text, i) => {
        const name = /alpha|beta|gamma/.exec(text)!;
        expect(out[i].slice(name.index, name.index + name[0].length)).toBe(name[0]);
        expect(out[i]).toHaveLength(text.length);
      });
    }),
  );
});

test("each cell is announced in its fence's line", () => {
  const lines = compile("1", "2").script.split("\n");
  expect(lines[1]).toBe(";await $begin(0);");
  expect(lines[5]).toBe(";await $begin(1);");
});

test("a cell that uses our names does not clash with them", () => {
  expect(compile("const $begin = 1;").script).toContain(";await $begin_(0);");
});

test("imports become constants, once for all cells", () => {
  const { imports, script } = compile(
    'import { scenario, check as c } from "heddle";\nimport * as k from "heddle/linux";\nscenario(c, k);',
    'import { scenario } from "heddle";\nscenario();',
  );
  expect(imports.map(({ module, imported, local }) => [module, imported, local])).toEqual([
    ["heddle", "scenario", "scenario"],
    ["heddle", "check", "c"],
    ["heddle/linux", null, "k"],
  ]);
  expect(script).toContain('const c=$modules["heddle"]["check"];const k=$modules["heddle/linux"];');
  expect(script).not.toContain("import");
});

test("imported types leave nothing behind", () => {
  const { imports } = compile(
    'import type { A } from "heddle";\nimport { type B, Scenario } from "heddle";\nlet s: Scenario;',
  );
  expect(imports).toEqual([]);
});

test("top-level await, for await and await in nested blocks are allowed", () => {
  expect(errors("await 1;\nif (true) { await 2; }\nfor await (const x of []) x;")).toEqual([]);
});

test("a syntax error is located in the file and in the cell", () => {
  expect(onlyError("ok();", "const x = ;\n")).toBe(
    "n.heddle.md:7:11: cell b, line 1, column 11: syntax error: Expression expected",
  );
});

test("only the first syntax error of a cell is told", () => {
  expect(errors("function ( {{ ]", "const = 2")).toHaveLength(2);
});

test.each([
  ["enum E { A }", "1, column 1: an enum"],
  ["const enum E { A }", "1, column 1: an enum"],
  ["namespace N { export const x = 1; }", "1, column 1: a namespace"],
  ["class C {\n  constructor(private x: number) {}\n}", "2, column 15: a parameter property"],
  ["const x = <number>1;", "1, column 11: a type assertion in angle brackets"],
  ['import fs = require("fs");', "1, column 1: `import name = ...`"],
  ["export const x = 1;", "1, column 1: a cell exports nothing"],
  ["const x = 1;\nexport { x };", "2, column 1: a cell exports nothing"],
  ['await import("heddle");', "1, column 7: import() cannot"],
  ["f(import.meta.url);", "1, column 3: import.meta cannot"],
  ["if (true) return;", "1, column 11: `return` outside of a function"],
  ["function f() { await g(); }", "1, column 16: `await` in a function that is not async"],
  ["function* t() { await g(); }", "1, column 17: `await` inside a thread"],
  ['import fs from "node:fs";', '1, column 16: a cell cannot import "node:fs"'],
  ['import { x } from "./other.js";', '1, column 19: a cell cannot import "./other.js"'],
  ['import heddle from "heddle";', '1, column 8: "heddle" has no default export'],
  ["const x = '\u2028';", "1, column 12: an invisible line separator"],
])("%j is refused", (code, message) => {
  expect(onlyError(code)).toContain(`cell a, line ${message}`);
});

test("a misspelt module is put right", () => {
  expect(onlyError('import { f } from "heddle/linx";')).toContain('Did you mean "heddle/linux"?');
});

test("declarations of types only are allowed", () => {
  expect(
    errors(
      "declare enum E { A }\ndeclare namespace N {}\nexport interface I { a: 1 }\ntype T = I;",
    ),
  ).toEqual([]);
});

test("a name defined by two cells is refused and the other cell is named", () => {
  expect(onlyError("const x = 1;", "1;\nfunction x() {}")).toContain(
    "n.heddle.md:8:10: cell b, line 2, column 10: x is already defined in cell a (line 3 of the file)",
  );
  expect(onlyError("const { a, b: [c] } = Object;", "class c {}")).toContain(
    "c is already defined",
  );
  expect(onlyError("{ var v = 1; }", "let v;")).toContain("v is already defined");
});

test("names inside functions and blocks, and types, do not clash", () => {
  expect(
    errors("{ const x = 1; }\nfunction f(x: number) {}\ntype T = 1;", "const x = 2;\ntype T = 2;"),
  ).toEqual([]);
});

test("an import clashes with a definition and with another import of the name", () => {
  expect(onlyError('import { check } from "heddle";', "const check = 1;")).toContain(
    "check is already imported in cell a",
  );
  expect(
    onlyError('import { check } from "heddle";', 'import { scenario as check } from "heddle";'),
  ).toContain("check is already imported in cell a");
});

test.each([
  ["step();", "step(...) is called without `yield*`"],
  ["yield step();", "`yield step(...)` lacks the star"],
  ["if (step()) return;", "called without `yield*`"],
  ["const v = step();\nv + 1;", "called without `yield*`"],
  ["return step();", "called without `yield*`"],
  ["const v = 1 + (step() as number);", "called without `yield*`"],
])("in a thread, %j is a forgotten yield*", (code, message) => {
  const thread = `function* step(): Generator { yield 1; }\nfunction* thread() {\n${code}\n}`;
  expect(onlyError(thread)).toContain(message);
});

test("a forgotten yield* is found across cells and for functions inside a builder", () => {
  expect(onlyError("function* step() {}", "const t = function* () { step(); };")).toContain(
    "cell b, line 1, column 26: step(...) is called without `yield*`",
  );
  expect(
    onlyError(
      "String((s) => { function* inner() {}\n s.thread('t', function* () { inner(); }); });",
    ),
  ).toContain("cell a, line 2, column 31: inner(...)");
});

test.each([
  "yield* step();",
  "const v = yield* step();",
  "yield* (step() as Generator);",
  "const g = step();\nyield* g;",
  "yield* spawn(step());",
  "for (const x of step()) x;",
  "[...step()];",
  "const step = () => 1;\nstep();",
  "s.thread('x', () => step());",
])("in a thread, %j is fine", (code) => {
  expect(errors(`function* step() {}\nfunction* thread(s, spawn) {\n${code}\n}`)).toEqual([]);
});

test("outside of generators a generator may be called", () => {
  expect(errors("function* step() {}\nconst g = step();\nconst f = () => step();")).toEqual([]);
});

test("a check that is not awaited is refused, under any name and in any cell", () => {
  const header = 'import { check as c } from "heddle";\n';
  expect(onlyError(`${header}c(1);`)).toContain(
    "cell a, line 2, column 1: c(...) is started but not awaited",
  );
  expect(onlyError(header, "if (true) c(1);")).toContain("cell b, line 1, column 11");
  expect(errors(`${header}await c(1);\nconst p = c(2);\nawait Promise.all([p, c(3)]);`)).toEqual(
    [],
  );
  expect(errors(`${header}function f(c) { c(1); }`)).toEqual([]);
});

test("one cell is compiled with what it needs, transitively", () => {
  const notebook = notebookOf(
    "const base = 1;",
    "function make() { return { base }; }",
    "const other = 1;",
    "make();",
  );
  const names = compileNotebook(notebook, "d").cells.map(({ name }) => name);
  expect(names).toEqual(["a", "b", "d"]);
});

test.each([
  "Object.base;",
  "({ base: 1 });",
  "const f = (base: number) => base;",
  "base: for (;;) break base;",
  "let t: typeof base;",
  "const { base: q } = Object;",
])("%j does not use base", (code) => {
  const { cells } = compileNotebook(notebookOf("const base = 1;", code), "b");
  expect(cells).toHaveLength(1);
});

test.each([
  "String(base);",
  "({ base });",
  "class B extends base {}",
  "const { x = base } = Object;",
  "(y = base) => y;",
  "`${base}`;",
  "Object[base];",
  "const f = () => base;",
])("%j uses base", (code) => {
  const { cells } = compileNotebook(notebookOf("let base = 1;", code), "b");
  expect(cells).toHaveLength(2);
});

test("a selected cell may use what a cell that does not run has imported", () => {
  const notebook = notebookOf('import { check } from "heddle";\ncheck;', "check;");
  const { cells, imports } = compileNotebook(notebook, "b");
  expect(cells).toHaveLength(1);
  expect(imports).toMatchObject([{ module: "heddle", imported: "check", local: "check" }]);
});

test("errors in cells that are not needed do not matter", () => {
  const notebook = notebookOf("const x = ;", "1;");
  expect(compileNotebook(notebook, "b").cells).toHaveLength(1);
});

test("an unknown cell is refused with the nearest name", () => {
  const notebook = parseNotebook(`${fence}ts #lost-update\n${fence}`, "n");
  expect(() => compileNotebook(notebook, "lost-updte")).toThrow("there is no cell #lost-updte");
});

test("a notebook without cells is refused", () => {
  expect(() => compileNotebook(parseNotebook("# prose", "n"), null)).toThrow("has no cells");
});
