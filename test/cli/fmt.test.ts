import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heddle, makeFolder } from "./heddle.js";

const root = join(import.meta.dirname, "../..");
const folder = makeFolder();
const untidy = "\n# T\n\n\n~~~ts   #a\nx; \n~~~";
const tidy = "# T\n\n```ts #a\nx;\n```\n";
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const read = (name: string) => readFileSync(join(folder, name), "utf8");

test("heddle fmt --check names what is not in form and changes nothing", async () => {
  write("untidy.heddle.md", untidy);
  write("tidy.heddle.md", tidy);
  expect(await heddle(folder, ["fmt", "--check"])).toEqual({
    code: 1,
    stdout: "untidy.heddle.md\n",
    stderr: "",
  });
  expect(read("untidy.heddle.md")).toBe(untidy);
});

test("heddle fmt brings notebooks into form, once", async () => {
  write("untidy.heddle.md", untidy);
  expect((await heddle(folder, ["fmt"])).stdout).toBe("untidy.heddle.md\n");
  expect(read("untidy.heddle.md")).toBe(tidy);
  expect(await heddle(folder, ["fmt"])).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("heddle fmt leaves a damaged notebook alone and goes on", async () => {
  write("untidy.heddle.md", untidy);
  write("open.heddle.md", "```ts #a\nx;  \n");
  const { code, stdout, stderr } = await heddle(folder, ["fmt"]);
  expect({ code, stdout }).toEqual({ code: 65, stdout: "untidy.heddle.md\n" });
  expect(stderr).toContain("open.heddle.md:1:1: the code fence that opens here is never closed");
  expect(read("open.heddle.md")).toBe("```ts #a\nx;  \n");
});

test("the bundled notebooks are in form", async () => {
  expect(await heddle(root, ["fmt", "--check", "notebooks"])).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
});
