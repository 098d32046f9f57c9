import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { heddle } from "../cli/heddle.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = await readFile(`${root}README.md`, "utf8");

/** The first fenced block of the README that contains `text`. */
function blockWith(text: string): string {
  const blocks = [...readme.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map((match) => match[1]);
  const block = blocks.find((candidate) => candidate.includes(text));
  if (block === undefined) throw new Error(`no block of the README contains ${text}`);
  return block;
}

test("the table that the README shows is what the notebook prints", async () => {
  const { stdout } = await heddle(root, ["run", "notebooks/khugepaged-writers.heddle.md", "#hole"]);
  expect(stdout).toContain(blockWith("interleavings fail"));
});
