import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { endless, heddle, increments, makeFolder, writeNotebook } from "./heddle.js";

const folder = makeFolder();

test("Ctrl-C stops a search at once, and finished results stay", async () => {
  const file = writeNotebook(folder, "long", {
    scenarios: increments,
    safe: "await check(safe);\nconsole.log('next');",
    big: `${endless}\nawait check(big, { engine: "states" });`.replace(/^import.*$/m, ""),
  });
  let asked = 0;
  const { code, stdout, stderr } = await heddle(folder, ["run", file], {
    onOutput: (text, child) => {
      if (asked !== 0 || !text.includes("next")) return;
      asked = -1;
      setTimeout(() => {
        asked = performance.now();
        child.kill("SIGINT");
      }, 400);
    },
  });
  expect(performance.now() - asked).toBeLessThan(2000);
  expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
  expect(stdout).toContain("## safe");
  expect(stdout).toMatch(/\(interrupted\)\n$/);
});

test("Ctrl-C ends a cell that never lets go", async () => {
  const file = writeNotebook(folder, "spin", { a: 'console.log("go");\nfor (;;);' });
  const { code } = await heddle(folder, ["run", file], {
    onOutput: (text, child) => {
      if (text.endsWith("go\n\n")) child.kill("SIGINT");
    },
  });
  expect(code).toBe(130);
});

test("--seconds ends a search undecided, with exit code 2 and no progress for pipes", async () => {
  const file = writeNotebook(folder, "big", { big: `${endless}\nawait check(big);` });
  const { code, stdout, stderr } = await heddle(folder, ["run", file, "--seconds", "0.5"]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(stdout).toContain("undecided");
});

test("an unexpected verdict outweighs an undecided one", async () => {
  const file = writeNotebook(folder, "both", {
    scenarios: increments,
    lost: "await check(lost);",
    big: `${endless}\nawait check(big, { budget: { states: 1000, executions: 1000 } });`.replace(
      /^import.*$/m,
      "",
    ),
  });
  expect((await heddle(folder, ["run", file])).code).toBe(1);
});

test("a folder's name may hold a #", async () => {
  writeFileSync(join(folder, "a#b.heddle.md"), "```ts #c\nconsole.log(1);\n```\n");
  expect((await heddle(folder, ["run", "a#b.heddle.md"])).code).toBe(0);
});
