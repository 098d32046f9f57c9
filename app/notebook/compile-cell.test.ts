import vm from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyseNotebook } from "./analysis/analyse.js";
import { type CellOutcome, type CompiledCell, compileCell } from "./compile-cell.js";
import { parseNotebook } from "./parse-notebook.js";

const fence = "```";

/** Compiles the last of some cells; there is one line of prose before each fence. */
function compileLast(...codes: string[]): CompiledCell {
  const text = codes.map((code, i) => `prose\n${fence}ts #c${i}\n${code}\n${fence}\n`).join("");
  const { cells } = analyseNotebook(parseNotebook(text, "n.heddle.md"));
  return compileCell(cells[cells.length - 1]);
}

type Main = (scope: Readonly<Record<string, unknown>>) => Promise<CellOutcome>;
const evaluate = ({ script }: CompiledCell): Main =>
  new vm.Script(script, { filename: "n.heddle.md" }).runInThisContext() as Main;
const run = (code: string) => evaluate(compileLast(code))({});

/** Where in the file the first frame of an error is. */
function placeOf(error: unknown): string | undefined {
  return /n\.heddle\.md:(\d+:\d+)/.exec((error as Error).stack ?? "")?.[1];
}

describe("the value of a cell", () => {
  test.each<[string, unknown]>([
    ["1 + 1", 2],
    ["1;\n2;", 2],
    ["const x = 4\nx", 4],
    ["const x = 5 // five\n\n// the end\n  x", 5],
    ["const x = 6; x", 6],
    ["const x = 7;x;", 7],
    ["const x = 8;   x  // eight", 8],
    ["let n = 0\nn++, n + 8", 9],
    ["await Promise.resolve(10)", 10],
    ["function f() { return 11 }\nf()", 11],
    ["type T = number;\n12 as T;\ninterface U {}\n;", 12],
    ['import { check } from "heddle";\n13', 13],
    ["if (true) 14", undefined],
    ["15; const x = 16;", undefined],
    ["let $ = 17;\n$", 17],
    ["`${18}`", "18"],
    ["() => 19, 20", 20],
    ["", undefined],
    ["// nothing", undefined],
  ])("%j is %j", async (code, value) => {
    expect((await run(code)).value).toEqual(value);
  });
});

test("names are taken from the scope and handed back", async () => {
  const cell = compileLast(
    "export_ = 1;\nvar export_;",
    'import { scenario as c } from "heddle";\nlet z = 0;\nconst { p, q: [r] } = { p: 1, q: [2] };',
    "const own = z + r;\nlet count = 0;\nfunction step() { count += 1; c(); }\nclass K {}\nif (own) { var v = 1; }",
  );
  expect(cell.reads).toEqual(["r", "z"]);
  expect(cell.imports).toMatchObject([{ module: "heddle", imported: "scenario", local: "c" }]);
  expect(cell.defines).toEqual(["K", "count", "own", "step", "v"]);
  let checks = 0;
  const { defines } = await evaluate(cell)({ z: 40, r: 2, c: () => (checks += 1) });
  expect(defines).toMatchObject({ own: 42, count: 0, v: 1 });
  (defines.step as () => void)();
  expect(defines.count).toBe(1);
  expect(checks).toBe(1);
});

test("a cell is strict code and runs again from the beginning", async () => {
  await expect(run("(function () { return this; })()")).resolves.toMatchObject({
    value: undefined,
  });
  const main = evaluate(compileLast("let n = 0;\nn += 1;\nn"));
  expect((await main({})).value).toBe(1);
  expect((await main({})).value).toBe(1);
});

test("the script of a cell is empty up to its fence's line", () => {
  const lines = compileLast("1;", "const b: number = 2;\n\n  b").script.split("\n");
  expect(lines.slice(0, 5).join("")).toBe("");
  expect(lines[5]).toMatch(/^"use strict";\(async/);
  expect(lines[6]).toMatch(/^const b {9}= 2;/);
  expect(lines[8]).toBe("  b");
});

test("errors are thrown at the cell's own lines and columns of the file", async () => {
  const filler = fc.constantFrom(
    "",
    "// c",
    "const q: number = 1;",
    "type T = 1;",
    "'s';",
    "1 as any;",
  );
  const spot = fc.constantFrom(
    "throw new Error();",
    "Math.max(1); throw new Error()",
    "  (null as any).x",
    "f(new Error());",
    "await g()",
  );
  const helpers =
    "const f = (e: Error): void => { throw e; };\nasync function g() { throw Error(); }";
  const cells = fc.tuple(fc.array(filler, { maxLength: 3 }), spot, fc.nat(2));
  await fc.assert(
    fc.asyncProperty(cells, async ([before, code, indent]) => {
      const once = before.filter(
        (line, at) => line !== "const q: number = 1;" || before.indexOf(line) === at,
      );
      const lines = [...helpers.split("\n"), ...once, " ".repeat(indent) + code];
      const error = await run(lines.join("\n")).then(String, (thrown: unknown) => thrown);
      // Every way to fail: the place of `new Error`, of the property or of the call.
      const at = /n\.heddle\.md:(\d+):(\d+)/.exec((error as Error).stack ?? "");
      expect(at).not.toBeNull();
      const [line, column] = [Number(at?.[1]) - 3, Number(at?.[2]) - 1];
      expect(lines[line].slice(column)).toMatch(/^(?:new Error|x$|Error\(\))/);
    }),
    { numRuns: 150 },
  );
});

test("behind a declaration in the same line the last expression moves, and only that", async () => {
  const place = async (code: string) => placeOf(await run(code).catch((error: unknown) => error));
  expect(await place("const x = null as any; x.y")).toBe("3:27");
  expect(await place("const x = null as any;  x.y")).toBe("3:27");
  expect(await place("const x = null as any; x.y; const z = 1;")).toBe("3:26");
});

test("a cell with problems is not compiled", () => {
  expect(() => compileLast("const x = ;")).toThrow("syntax error");
  expect(() => compileLast("enum E { A }")).toThrow("an enum cannot be used");
});
