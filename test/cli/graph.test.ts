import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heddle, increments, makeFolder, writeNotebook } from "./heddle.js";

const folder = makeFolder();
const race = writeNotebook(folder, "race", {
  scenarios: increments,
  lost: "await check(lost);",
  both: "await check(lost);\nawait check(safe);",
});

test("heddle graph draws which cell needs which, and runs nothing", async () => {
  expect(await heddle(folder, ["graph", race])).toEqual({
    code: 0,
    stdout: "scenarios\n|-- lost  [reads lost; explores]\n`-- both  [reads lost, safe; explores]\n",
    stderr: "",
  });
});

test("heddle graph writes Graphviz and JSON", async () => {
  const { stdout: dot } = await heddle(folder, ["graph", race, "--dot"]);
  expect(dot).toContain('  "scenarios" -> "both" [label="lost, safe"];\n');
  const { stdout: json } = await heddle(folder, ["graph", race, "--json"]);
  const { cells } = JSON.parse(json) as { cells: { name: string; key: string }[] };
  expect(cells.map(({ name }) => name)).toEqual(["scenarios", "lost", "both"]);
  expect(cells[0].key).toMatch(/^[0-9a-f]{32}$/);
});

test("heddle graph of a notebook with bad cells draws it and tells what is wrong", async () => {
  const file = writeNotebook(folder, "bad", { a: "const a = () => b;", b: "const b = () => a;" });
  const { code, stdout, stderr } = await heddle(folder, ["graph", file]);
  expect(code).toBe(65);
  expect(stdout).toBe("a\n`-- b  [reads a]\n    `-- a  [reads b] (above)\n");
  expect(stderr).toContain("a uses b of b, b uses a of a");
});

test("heddle graph takes a notebook of 2,000 cells and one of 20 MB", async () => {
  const cells = Array.from({ length: 2000 }, (_, i) => [
    `c${i}`,
    i === 0 ? "const x0 = 0;" : `const x${i} = x${i - 1};`,
  ]);
  const many = writeNotebook(folder, "many", Object.fromEntries(cells) as Record<string, string>);
  const { code, stdout, stderr } = await heddle(folder, ["graph", many, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect((JSON.parse(stdout) as { cells: unknown[] }).cells).toHaveLength(2000);

  const prose = "A line of prose, one of very many.\n".repeat(600_000);
  writeFileSync(join(folder, "huge.heddle.md"), `${prose}\n\`\`\`ts #a\n1;\n\`\`\`\n`);
  expect(await heddle(folder, ["graph", "huge.heddle.md"])).toEqual({
    code: 0,
    stdout: "a\n",
    stderr: "",
  });
});
