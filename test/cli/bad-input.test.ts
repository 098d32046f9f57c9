import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heddle, increments, makeFolder, writeNotebook } from "./heddle.js";

const folder = makeFolder();
mkdirSync(join(folder, "sub"));
const good = writeNotebook(folder, "good", { scenarios: increments, safe: "await check(safe);" });
let count = 0;

/** Runs a notebook of one cell that follows `import { scenario, check } from "heddle";`. */
async function runCell(code: string) {
  count += 1;
  const file = writeNotebook(folder, `cell-${count}`, {
    race: `import { scenario, check } from "heddle";\n${code}`,
  });
  const finished = await heddle(folder, ["run", file]);
  // Frames of a JavaScript stack are nobody's business but ours.
  expect(finished.stderr).not.toMatch(/^ +at /m);
  expect(finished.stderr).not.toContain("node:");
  return { ...finished, file };
}

/** Runs a scenario whose first thread has the given body; `x` and `y` are shared. */
function runThread(body: string, header = "function* ()") {
  return runCell(
    `await check(scenario("s", (s) => {\nconst x = s.shared("x", 0); const y = s.shared("y", 0);\nconst m = s.mutex("m");\ns.thread("t", ${header} {\n${body}\n});\ns.always("fine", () => x.now + y.now < 9);\n}));`,
  );
}

test.each([
  [["run"], "missing required argument 'file'"],
  [["run", "good.heddle.md", "--bogus"], "unknown option '--bogus'"],
  [["run", "good.heddle.md", "--jsn"], "(Did you mean --json?)"],
  [["run", "good.heddle.md", "--memory", "arm"], "Allowed choices are sc, tso, weak"],
  [["run", "good.heddle.md", "--engine", "magic"], "Allowed choices are states, traces"],
  [["run", "good.heddle.md", "--max-states", "-1"], "whole number of at least 1"],
  [["run", "good.heddle.md", "--max-states", "ten"], "whole number of at least 1"],
  [["run", "good.heddle.md", "--max-states", "0"], "whole number of at least 1"],
  [["run", "good.heddle.md", "--seconds", "-2"], "number of seconds above 0"],
  [["run", "good.heddle.md", "--seconds", "0"], "number of seconds above 0"],
  [["run", "good.heddle.md", "a", "b"], "too many arguments"],
  [["run", "missing.heddle.md"], "missing.heddle.md: there is no such file"],
  [["run", "sub"], "sub: this is a folder"],
  [["run", "good.heddle.md", "#saef"], "there is no cell #saef\n  Did you mean #safe?"],
  [
    ["run", "good.heddle.md#nothing"],
    "there is no cell #nothing\n  The cells are #scenarios, #safe.",
  ],
  [["frobnicate"], "unknown command 'frobnicate'"],
  [["replay", "good.heddle.md"], "give a replay string, or a table with --table FILE"],
  [["replay", "good.heddle.md", "damaged"], "this replay string is damaged"],
  [["replay", "good.heddle.md", "heddle999.AAAA"], "this replay string is of version 999"],
  [["replay", "good.heddle.md", "heddle1.AAAAAAAAAAAAAAAA"], "its checksum does not match"],
  [[], "Usage: heddle"],
])("%j is wrong usage", async (args, message) => {
  const { code, stdout, stderr } = await heddle(folder, args);
  expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^ +at /m);
});

test("a notebook that is not UTF-8 is named by line", async () => {
  writeFileSync(join(folder, "latin1.heddle.md"), Buffer.from("# gr\n\nf\xfcr", "latin1"));
  const { code, stderr } = await heddle(folder, ["run", "latin1.heddle.md"]);
  expect(code).toBe(65);
  expect(stderr).toContain("latin1.heddle.md:3:2: the file is not UTF-8 text");
});

test("an unclosed fence is named by line", async () => {
  writeFileSync(join(folder, "open.heddle.md"), "# open\n\n```ts #a\n1;\n");
  const { code, stderr } = await heddle(folder, ["run", "open.heddle.md"]);
  expect(code).toBe(65);
  expect(stderr).toContain("open.heddle.md:3:1: the code fence that opens here is never closed");
});

test("a syntax error is named by file and cell", async () => {
  const { code, stderr, stdout, file } = await runCell("const x = ;");
  expect({ code, stdout }).toEqual({ code: 65, stdout: "" });
  expect(stderr).toBe(
    `${file}:7:11: cell race, line 2, column 11: syntax error: Expression expected\n`,
  );
});

test("TypeScript that cannot be erased is refused", async () => {
  const { code, stderr } = await runCell("enum Mode { Read }");
  expect(code).toBe(65);
  expect(stderr).toContain("cell race, line 2, column 1: an enum cannot be used in a cell");
});

test("an error thrown in a scenario builder is named by its line", async () => {
  const { code, stderr } = await runCell(
    'await check(scenario("s", (s) => {\n  throw new Error("not today");\n}));',
  );
  expect(code).toBe(65);
  expect(stderr).toContain("cell race, line 3, column 9: Error: not today");
});

test("results found before an error are kept", async () => {
  const file = writeNotebook(folder, "late", {
    scenarios: increments,
    safe: "await check(safe);",
    boom: 'throw new Error("boom");',
  });
  const { code, stdout, stderr } = await heddle(folder, ["run", file]);
  expect(code).toBe(65);
  expect(stdout).toContain("## safe");
  expect(stderr).toContain("cell boom, line 1, column 7: Error: boom");
});

test("an operation without yield* is found, with its line", async () => {
  const { code, stderr } = await runThread("  yield* y.write(1);\n  x.write(1);");
  expect(code).toBe(65);
  expect(stderr).toContain("cell race, line 7");
  expect(stderr).toContain("yield*");
});

test("a generator called without yield* is found, with its line", async () => {
  const { code, stderr } = await runCell(
    "function* step(x) { yield* x.write(1); }\nfunction* body(x) {\n  step(x);\n}",
  );
  expect(code).toBe(65);
  expect(stderr).toContain("cell race, line 4, column 3: step(...) is called without `yield*`");
});

test("await inside a thread is refused", async () => {
  const { code, stderr } = await runThread("  await x.read();");
  expect(code).toBe(65);
  expect(stderr).toContain("cell race, line 6, column 3: `await` inside a thread");
});

test("an async generator is no thread", async () => {
  const { code, stderr } = await runThread("  yield* x.read();", "async function* ()");
  expect(code).toBe(65);
  expect(stderr).toMatch(/cell race, line \d+/);
});

test.each([
  ["a real promise", "  yield Promise.resolve(1);"],
  ["something that is not an operation", "  yield 42;"],
])("a thread that yields %s is refused, with its line", async (_name, body) => {
  const { code, stderr } = await runThread(body);
  expect(code).toBe(65);
  expect(stderr).toMatch(/cell race, line \d+/);
});

test("a thread that is not deterministic is refused", async () => {
  const { code, stderr } = await runCell(
    `let runs = 0;
await check(scenario("s", (s) => {
  const x = s.shared("x", 0);
  const y = s.shared("y", 0);
  for (const n of ["a", "b"]) s.thread(n, function* () {
    const v = yield* x.read();
    if (runs++ % 2 === 0) yield* y.write(1);
    else yield* x.write(v + 2);
    yield* y.update((o) => o + 1);
    const w = yield* x.read();
    yield* x.write(w + v);
  });
}));`,
  );
  expect(code).toBe(65);
  expect(stderr).toMatch(/cell race, line \d+/);
});

test("unlocking a lock that the thread does not hold is refused or reported", async () => {
  const { code, stderr, stdout } = await runThread("  yield* m.unlock();");
  expect([1, 65]).toContain(code);
  expect(stderr + stdout).toContain("m");
});

test("a negative bound is refused", async () => {
  const { code, stderr } = await runCell(
    'await check(scenario("s", (s) => {\n  s.shared("x", 0);\n}), { budget: { states: -1 } });',
  );
  expect(code).toBe(65);
  expect(stderr).toContain("cell race, line 2");
});

test("a good notebook is good", async () => {
  expect((await heddle(folder, ["run", good])).code).toBe(0);
});
