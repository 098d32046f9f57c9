import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heddle, makeFolder } from "./heddle.js";

const folder = makeFolder();
writeFileSync(join(folder, "a race.heddle.md"), "");
writeFileSync(join(folder, "other.txt"), "");
mkdirSync(join(folder, "notes"));

/** What bash offers for the last of some words. */
async function offered(...words: string[]): Promise<string[]> {
  const { stdout: script } = await heddle(folder, ["completion", "bash"]);
  const line = words.map((word) => `'${word}'`).join(" ");
  const ask = `COMP_WORDS=(heddle ${line}); COMP_CWORD=${words.length}; _heddle; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", `${script}\n${ask}`], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

test("bash completes commands, options, their values and notebooks", async () => {
  expect(await offered("ch")).toEqual(["check"]);
  expect(await offered("check", "--u")).toEqual(["--update"]);
  expect(await offered("run", "--memory", "t")).toEqual(["tso"]);
  expect(await offered("completion", "")).toEqual(["bash", "zsh", "fish"]);
  expect(await offered("help", "gr")).toEqual(["graph"]);
  expect(await offered("run", "")).toEqual(["notes", "a race.heddle.md"]);
  expect(await offered("run", "--memory", "sc", "a")).toEqual(["a race.heddle.md"]);
});

test.each(["bash", "zsh", "fish"])("the script for %s knows every command", async (shell) => {
  const { stdout: help } = await heddle(folder, ["--help"]);
  const commands = [...help.matchAll(/^ {2}([a-z]+)(?= [[<])/gm)].map((match) => match[1]);
  expect(commands).toContain("run");
  const { code, stdout, stderr } = await heddle(folder, ["completion", shell]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(commands.filter((name) => !new RegExp(`\\b${name}\\b`).test(stdout))).toEqual([]);
  expect(stdout.endsWith("\n")).toBe(true);
});

test("another shell is wrong usage", async () => {
  const { code, stderr } = await heddle(folder, ["completion", "tcsh"]);
  expect(code).toBe(64);
  expect(stderr).toContain("Allowed choices are bash, zsh, fish");
});
