import { expect, test } from "vitest";
import { formatProblem } from "../format-problem.js";
import { parseNotebook } from "../parse-notebook.js";
import { analyseNotebook } from "./analyse.js";

const fence = "```";

/** Analyses a notebook of cells `a`, `b`, ... with one line of prose before each. */
function analyse(...codes: string[]) {
  const text = codes
    .map((code, i) => `prose\n${fence}ts #${String.fromCharCode(97 + i)}\n${code}\n${fence}\n`)
    .join("");
  return analyseNotebook(parseNotebook(text, "n.heddle.md"));
}

function errors(...codes: string[]): string[] {
  const { notebook, cells } = analyse(...codes);
  return cells
    .flatMap(({ problems }) => problems)
    .map((problem) => formatProblem(notebook.path, notebook, problem));
}

const onlyError = (...codes: string[]): string => {
  const all = errors(...codes);
  expect(all).toHaveLength(1);
  return all[0];
};

test("the imports that a cell uses are its own or another cell's; types are none", () => {
  const { cells } = analyse(
    'import { scenario, type Steps, check as c } from "heddle";\nimport * as k from "heddle/linux";\nscenario;',
    'import type { Scenario } from "heddle";\nlet s: Scenario;\nc; k;',
  );
  const names = cells.map(({ imports }) => imports.map(({ local }) => local));
  expect(names).toEqual([["scenario"], ["c", "k"]]);
  expect(cells[1].imports).toMatchObject([
    { module: "heddle", imported: "check", place: { line: 3 } },
    { module: "heddle/linux", imported: null, place: { line: 4 } },
  ]);
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

test.each([
  "Object.base;",
  "({ base: 1 });",
  "const f = (base: number) => base;",
  "base: for (;;) break base;",
  "let t: typeof base;",
  "const { base: q } = Object;",
])("%j does not use base", (code) => {
  expect([...analyse("const base = 1;", code).cells[1].reads]).toEqual([]);
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
  expect([...analyse("let base = 1;", code).cells[1].reads]).toEqual([["base", 0]]);
});

test.each([
  ["base = 2;", "1, column 1"],
  ["base++;", "1, column 1"],
  ["const f = () => { [base] = [2]; };", "1, column 20"],
  ["({ x: base = 1 } = Object);", "1, column 7"],
  ["({ base } = Object);", "1, column 4"],
  ["for (base of []);", "1, column 6"],
  ["base ??= 1;", "1, column 1"],
])("%j assigns to another cell's name", (code, place) => {
  expect(onlyError("let base = 1;", code)).toContain(
    `cell b, line ${place}: base is assigned here but defined in cell a`,
  );
});

test.each(["Object[base] = 1;", "const x = [base];", "base.x = 1;", "({ base });", "-base;"])(
  "%j does not assign to base",
  (code) => {
    expect(errors("let base: any = 1;", code)).toEqual([]);
  },
);

test("an import cannot be assigned to", () => {
  expect(onlyError('import { check } from "heddle";\ncheck = 1;')).toContain(
    "check is assigned here but imported",
  );
});

test("an unknown name is told once, with the name that is nearest", () => {
  expect(onlyError("const folios = 1;", "folio; folio;\nfolio;")).toBe(
    "n.heddle.md:7:1: cell b, line 1, column 1: folio is not defined\n  Did you mean folios?",
  );
  expect(onlyError("consle.log(1);")).toContain("Did you mean console?");
  expect(onlyError("total = 1;")).toContain("Declare it: let total = ...");
  expect(onlyError("setTimeout(() => {}, 1);")).toContain("A cell has no timers");
});

test("a name that could be imported is told with its import", () => {
  const notebook = parseNotebook(`${fence}ts #a\ncheck;\nscenari;\nsmp_mb;\n${fence}`, "n");
  const exports = { heddle: ["check", "scenario"], "heddle/linux": ["smp_mb"] };
  const { cells } = analyseNotebook(notebook, undefined, exports);
  expect(cells[0].problems.map(({ hint }) => hint)).toEqual([
    'Write `import { check } from "heddle"`.',
    'Did you mean scenario? Write `import { scenario } from "heddle"`.',
    'Write `import { smp_mb } from "heddle/linux"`.',
  ]);
});

test("what is asked for with typeof, declared or inside a function may be missing", () => {
  expect(
    errors("typeof missing;", "declare const later: number;\nfunction f() { return arguments; }"),
  ).toEqual([]);
});

test("names are not called unknown while some cell cannot be read", () => {
  expect(onlyError("const x = ;", "y;")).toContain("syntax error");
});

test("cells that need each other are told with the way around", () => {
  expect(
    onlyError("1;", "const b = () => c;", "const c = () => d;", "const d = () => b;", "d;"),
  ).toBe(
    "n.heddle.md:7:17: cell b, line 1, column 17: cells that need each other cannot be run: " +
      "b uses c of c, c uses d of d, d uses b of b\n" +
      "  Move what they share into a cell of its own, or put these cells together.",
  );
});

test("facts are taken over while a cell's code stays, wherever it moves", () => {
  const text = (...codes: string[]) =>
    parseNotebook(codes.map((code, i) => `${fence}ts #c${i}\n${code}\n${fence}`).join("\n"), "n");
  const before = analyseNotebook(text("const a = 1;", "b;"));
  const after = analyseNotebook(text("\n\nconst b = 1;", "const a = 1;", "b;"), before);
  expect(after.cells[1].facts).toBe(before.cells[0].facts);
  expect(after.cells[2].facts).toBe(before.cells[1].facts);
  expect(before.cells[1].problems).toMatchObject([{ place: { line: 5 } }]);
  expect(after.cells[2].problems).toEqual([]);
});
