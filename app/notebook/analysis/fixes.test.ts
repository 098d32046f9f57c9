import { expect, test } from "vitest";
import { parseNotebook } from "../parse-notebook.js";
import { analyseNotebook } from "./analyse.js";

/** The code after the first fix of the first problem, and what the analysis says of it then. */
function fixed(code: string, others = ""): readonly [code: string, title: string] {
  const text = `\`\`\`ts #a\n${code}\n\`\`\`\n\n${others}`;
  const exports = { heddle: ["scenario"], "heddle/linux": ["READ_ONCE"] };
  const { cells } = analyseNotebook(parseNotebook(text, "n"), undefined, exports);
  const [fix] = cells[0].problems.flatMap(({ fixes = [] }) => fixes);
  let made = code;
  for (const { start, end, text: put } of [...fix.edits].reverse()) {
    made = made.slice(0, start) + put + made.slice(end);
  }
  return [made, fix.title];
}

const thread = (body: string) => `function* f() {}\nfunction* t() {\n  ${body}\n}`;

test("a generator that is only called is run", () => {
  expect(fixed(thread("f();"))).toEqual([thread("yield* f();"), "Write yield* f(...)"]);
  expect(fixed(thread("const x = (yield (f()));"))[0]).toBe(thread("const x = (yield* f()));"));
});

test("a check is awaited", () => {
  const code = 'import { check } from "heddle";\n/* now */ check(1);';
  expect(fixed(code)[0]).toBe(code.replace("check(1)", "await check(1)"));
});

test("a name that is nearly another one is changed, and one of the engine is imported", () => {
  const counter = "```ts #b\nconst counter = 1;\n```\n";
  expect(fixed("countr + 1", counter)).toEqual(["counter + 1", "Change countr to counter"]);
  expect(fixed("READ_ONCE(1)")).toEqual([
    'import { READ_ONCE } from "heddle/linux";\nREAD_ONCE(1)',
    'Import READ_ONCE from "heddle/linux"',
  ]);
});
