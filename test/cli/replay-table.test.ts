import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heddle, increments, makeFolder, program, writeNotebook } from "./heddle.js";

const folder = makeFolder();
const race = writeNotebook(folder, "race", {
  scenarios: increments,
  lost: 'await check(lost, { expect: { "x is 2": "violated" } });',
  safe: "await check(safe);",
});

/** Answers a mail with a table. */
function follow(text: string, target = race) {
  writeFileSync(join(folder, "mail.txt"), text);
  return heddle(folder, ["replay", target, "--table", "mail.txt"]);
}

const lost = [
  "On Monday, somebody wrote:",
  "> CPU0             CPU1",
  "> ----             ----",
  "> read x",
  ">                  read x",
  "> x = 1",
  ">                  x = 1",
  "",
  "Really?",
].join("\n");

test("a table from a mail that is possible: its state, what it violates, how to see it again", async () => {
  const { code, stdout, stderr } = await follow(lost);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^lost update\n\nPOSSIBLE {2}this interleaving is possible: all 4 rows\n/);
  expect(stdout).toContain("  state: x = 1\n");
  expect(stdout).toContain('It violates "x is 2".\n');
  const [, string] = /heddle replay race\.heddle\.md (heddle1\.\S+)/.exec(stdout)!;
  const again = await heddle(folder, ["replay", race, string]);
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("STILL VIOLATED")]);
});

test("a table stops being possible at a row, because", async () => {
  const { code, stdout } = await follow(lost.replace(/x = 1$/m, "x = 2"));
  expect(code).toBe(1);
  expect(stdout).toContain("IMPOSSIBLE  the table stops being possible at row 3 (line 6)\n");
  expect(stdout).toContain('A cannot do "x = 2" there: the next step of A is "x = 1".\n');
});

test("a table may come on standard input", () => {
  const args = [program, "replay", race, "--table", "-"];
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: folder,
    input: lost,
    encoding: "utf8",
  });
  expect(status).toBe(0);
  expect(stdout).toContain("POSSIBLE");
});

test("texts without a table, of other threads, or with a replay string are wrong usage", async () => {
  const none = await follow("I do not think so.\n");
  expect([none.code, none.stdout]).toEqual([64, ""]);
  expect(none.stderr).toContain("mail.txt: there is no interleaving table in this text");
  const other = await follow("P         Q\n---       ---\nread x\n");
  expect(other.code).toBe(64);
  expect(other.stderr).toContain("none of the threads of race.heddle.md\n  lost update: A, B");
  expect((await follow("heddle1.AAAA\n")).stderr).toContain("this is a replay string");
  const both = await heddle(folder, ["replay", race, "x", "--table", "mail.txt"]);
  expect([both.code, both.stderr]).toEqual([64, expect.stringContaining("not both")]);
  const neither = await heddle(folder, ["replay", race]);
  expect([neither.code, neither.stderr]).toEqual([
    64,
    expect.stringContaining("give a replay string"),
  ]);
  const missing = await heddle(folder, ["replay", race, "--table", "none.txt"]);
  expect([missing.code, missing.stderr]).toEqual([64, expect.stringContaining("no such file")]);
});

test("one cell can be asked", async () => {
  const { code, stdout } = await follow(lost, `${race}#safe`);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^atomic update\n\nIMPOSSIBLE/);
});
