import { expect, test } from "vitest";
import { endless } from "../cli/heddle.js";
import { runText } from "./run-text.js";

async function failure(...codes: string[]) {
  const { ending } = await runText(...codes);
  if (ending.type !== "failed") throw new Error(`the run ended as ${ending.type}`);
  expect(ending.problems).toHaveLength(1);
  return ending.problems[0];
}

test("cells run in order and share names", async () => {
  const { ending, lines } = await runText(
    "const a = 1;",
    "console.log(a + 1, await Promise.resolve('x'), { a });",
  );
  expect(ending).toEqual({ type: "done" });
  expect(lines).toEqual(["2 x { a: 1 }"]);
});

test("a cell that ends without a semicolon does not run into the next", async () => {
  const { ending, lines } = await runText("const f = console.log", "(1, f)('ok')");
  expect(ending.type).toBe("done");
  expect(lines).toEqual(["ok"]);
});

test("the kernel model is loaded when a cell imports it, on the same engine", async () => {
  const { ending, lines } = await runText(
    'import * as linux from "heddle/linux";\nconsole.log(Object.keys(linux).length > 0);',
  );
  expect(ending.type).toBe("done");
  expect(lines).toEqual(["true"]);
});

test("what a scenario prints is not printed again for an estimate of its size", async () => {
  const { lines } = await runText(`import { check, scenario } from "heddle";
    const counters = scenario("counters", (s) => {
      console.log("built");
      for (const name of ["a", "b", "c"]) {
        const x = s.shared(name, 0);
        s.thread(name, function* () {
          for (let i = 1; i < 9; i++) yield* x.write(i);
        });
      }
    });
    const { stopped } = await check(counters, { engine: "states", budget: { states: 200 } });
    console.log(stopped.covered > 0);`);
  expect(lines).toEqual(["built", "true"]);
});

test("a thrown error is located at the user's own line", async () => {
  const problem = await failure(
    "1;",
    "function f(): void {\n  throw new RangeError('no');\n}\nf();",
  );
  expect(problem).toEqual({ place: { line: 6, column: 9 }, message: "RangeError: no", hint: "" });
});

test("an error made by the language is located too, after an await as well", async () => {
  const problem = await failure("await null;\nconst o: any = null;\n  o.x;");
  expect(problem.place).toEqual({ line: 4, column: 5 });
  expect(problem.message).toContain("TypeError: Cannot read properties of null");
});

test("early errors of the JavaScript compiler are located", async () => {
  const problem = await failure("let a = 1;\n  let a = 2;");
  expect(problem.place).toEqual({ line: 3, column: 7 });
  expect(problem.message).toBe("syntax error: Identifier 'a' has already been declared");
});

test("an import that does not exist is located and put right", async () => {
  expect(await failure('import { scenaro } from "heddle";\nscenaro("x", () => {});')).toEqual({
    place: { line: 2, column: 10 },
    message: '"heddle" exports no scenaro',
    hint: "Did you mean scenario?",
  });
});

test("an error in a scenario's builder is located", async () => {
  const problem = await failure(
    'import { scenario, check } from "heddle";\nconst sc = scenario("s", (s) => {\n  s.missing("x");\n});\nawait check(sc);',
  );
  expect(problem.place).toEqual({ line: 4, column: 5 });
  expect(problem.message).toContain("s.missing is not a function");
});

test("a rejected promise that nobody awaits is told", async () => {
  const problem = await failure(
    "void Promise.reject(new Error('lost'));\nawait new Promise(() => {});",
  );
  expect(problem).toMatchObject({ place: { line: 2 }, message: "Error: lost" });
});

test("a promise that nothing resolves is told, with the cell", async () => {
  const problem = await failure("1;", "await new Promise(() => {});");
  expect(problem.place).toEqual({ line: 5, column: 1 });
  expect(problem.message).toContain("waits for a promise");
});

test("a check that is not awaited is told", async () => {
  const problem = await failure(`${endless}\nconst forgotten =\n  check(big);`);
  expect(problem.place).toEqual({ line: 2 + endless.split("\n").length + 1, column: 3 });
  expect(problem.hint).toBe("Write `await check(...)`.");
});

test("endless recursion is an error like any other", async () => {
  const problem = await failure("function f(): void {\n  f();\n}\nf();");
  expect(problem.message).toBe("RangeError: Maximum call stack size exceeded");
  expect(problem.place?.line).toBe(3);
});

test("what is thrown need not be an error", async () => {
  expect((await failure("throw { code: 1 };")).message).toBe("{ code: 1 } was thrown");
});
