import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { expect, test } from "vitest";
import { heddle, makeFolder, program } from "./heddle.js";

const folder = makeFolder();

test.each([[["--help"]], [["run", "--help"]], [["replay", "--help"]], [["help", "run"]]])(
  "%j prints usage and an example",
  async (args) => {
    const { code, stdout, stderr } = await heddle(folder, args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: heddle/);
    expect(stdout).toMatch(/Examples?:\n {2}\$ heddle /);
  },
);

test("--version prints the version", async () => {
  expect((await heddle(folder, ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

/** Everything that a built file imports at once, transitively. */
function staticImports(file: string, seen = new Set<string>()): Set<string> {
  const code = readFileSync(file, "utf8");
  for (const match of code.matchAll(/^(?:import|export)\b(?:[^;]*?\bfrom)? ?"([^"]+)"/gm)) {
    const name = match[1];
    if (seen.has(name)) continue;
    seen.add(name);
    if (name.startsWith(".")) staticImports(resolve(dirname(file), name), seen);
  }
  return seen;
}

test("help loads neither TypeScript nor the engine", () => {
  const imports = [...staticImports(program)];
  expect(imports).toContain("commander");
  expect(imports.filter((name) => !name.startsWith("."))).toEqual(["commander"]);
});

test("help takes less than 300 ms more than Node itself", () => {
  const fastest = (args: string[]) =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const begin = performance.now();
        spawnSync(process.execPath, args);
        return performance.now() - begin;
      }),
    );
  expect(fastest([program, "--help"]) - fastest(["-e", ""])).toBeLessThan(300);
});
