import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { heddle, increments, makeFolder, writeNotebook } from "./heddle.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = makeFolder();
const hole = "notebooks/khugepaged-writers.heddle.md#hole";

/** What `heddle export` writes, which must not fail. */
async function exported(args: readonly string[], cwd = folder): Promise<string> {
  const { code, stdout, stderr } = await heddle(cwd, ["export", ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

const counted = `await check(lost, { expect: { "x is 2": "violated" } });
await check(safe);`;
const race = writeNotebook(folder, "race", { scenarios: increments, lost: counted });

describe("the hole of the khugepaged notebook", () => {
  const found = [hole, "--scenario", "store comes after"];

  test.each(["mail", "md", "html", "svg", "vitest"])("as %s", async (form) => {
    const text = await exported([...found, `--${form}`], root);
    expect(text).not.toMatch(/[ \t]$/m);
    if (form === "mail") {
      expect(text).toMatch(/^(?:[\x20-\x7e]*\n)*$/);
      const long = text.split("\n").filter((line) => line.length > 72);
      expect(long.every((line) => line.startsWith("heddle1."))).toBe(true);
    }
    const suffix = { mail: "txt", vitest: "test.ts.txt" }[form] ?? form;
    await expect(text).toMatchFileSnapshot(`../export/golden/hole.${suffix}`);
  });

  test("as JSON: all of it, the same bytes every time", async () => {
    const text = await exported([...found, "--json"], root);
    expect(await exported([...found, "--json"], root)).toBe(text);
    const data = JSON.parse(text) as Record<string, unknown> & {
      findings: { result: Record<string, unknown> & { properties: Record<string, unknown>[] } }[];
    };
    expect(Object.keys(data)).toMatchInlineSnapshot(`
      [
        "format",
        "version",
        "notebook",
        "title",
        "findings",
        "overviews",
      ]
    `);
    expect(data.findings).toHaveLength(1);
    const { result } = data.findings[0];
    expect(result.interleavings).toMatch(/^\d+$/);
    expect(result).not.toHaveProperty("ms");
    expect(result.properties[0]).toMatchObject({
      property: "I3 data changed after the test is dirty",
      verdict: "violated",
      failing: expect.stringMatching(/^\d+$/),
      replay: expect.stringMatching(/^heddle1\./),
      deciding: [
        { first: 5, second: 6 },
        { first: 4, second: 6 },
        { first: 3, second: 5 },
      ],
    });
  });

  test("the mail's table can be pasted back", async () => {
    const mail = await exported([...found, "--mail", "--quote", "2"], root);
    writeFileSync(join(folder, "mail.txt"), mail);
    const { code, stdout } = await heddle(root, [
      "replay",
      hole,
      "--table",
      join(folder, "mail.txt"),
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^S10 early dirty test only: the store comes after the test\n\nPOSSIBLE/,
    );
    expect(stdout).toContain('It violates "I3 data changed after the test is dirty".');
  });
});

test("options of the mail: headers, prefix, width", async () => {
  const text = await exported([
    `${race}#lost`,
    "--mail",
    "--scenario=lost",
    ...["--header", "CPU A", "--role-row", "--no-underline", "--indent", "0"],
    ...["--width", "50", "--comment", "--quote", "1"],
  ]);
  expect(text).toMatch(/^> {2}\* CPU A {2,}CPU B\n> {2}\* A {2,}B\n> {2}\* read x == 0\n/m);
  for (const line of text.split("\n").slice(0, -1)) {
    expect(line).toMatch(/^> {2}\*(?: \S| {2,}\S|$)/);
    // What is to be copied is not broken.
    if (line.includes("heddle1.")) continue;
    expect(line.length).toBeLessThanOrEqual(50 + "> ".length + " * ".length);
  }
});

test("a finding that holds names what it rests on, and where the claim fails", async () => {
  const text = await exported([race, "--mail", "--scenario", "atomic"]);
  expect(text).toMatch(
    /^"x is 2" holds in every interleaving of "atomic update"; "x is 1 on the\nway" is reachable\.\n/,
  );
  expect(text).toContain('It fails in "lost update" (cell #lost; exhaustive,');
  expect(text).toContain(`check it again: heddle run ${race}#lost`);
});

test("the other verdict of the same claim is told, from another cell too", async () => {
  const apart = writeNotebook(folder, "apart", {
    scenarios: increments,
    lost: 'await check(lost, { expect: { "x is 2": "violated" } });',
    safe: "await check(safe);",
  });
  const text = await exported([`${apart}#lost`, "--mail"]);
  expect(text).toContain('It holds in "atomic update" (cell #safe; exhaustive,');
  expect(text).toContain('What decides it: "read x == 0" of B comes before "x = 1" of A.');
});

test("a deadlock is compared with checks that make the same claims", async () => {
  const text = await exported(["notebooks/dining-philosophers.heddle.md", "--mail"], root);
  const [first] = text.split("-".repeat(20));
  expect(first).toMatch(/^"no deadlock" does not hold in "3 seats, left fork first"/);
  expect(first).toContain('It holds in "3 seats, lower fork first"');
});

test("the exported test runs, and fails when the notebook's code changes", async () => {
  await exported([race, "--vitest", "-o", "race.test.ts"]);
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/heddle"));
  symlinkSync(join(root, "node_modules/vitest"), join(folder, "node_modules/vitest"));
  const run = () =>
    spawnSync(
      process.execPath,
      [join(root, "node_modules/vitest/vitest.mjs"), "run", "race.test.ts"],
      {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
      },
    );
  const good = run();
  expect(`${good.stdout}${good.stderr}`).toMatch(/Tests +4 passed \(4\)/);
  const test = readFileSync(join(folder, "race.test.ts"), "utf8");
  writeFileSync(
    join(folder, "race.test.ts"),
    test.replace("x.write(seen + 1)", "x.write(seen + 2)"),
  );
  const bad = run();
  expect(bad.status).not.toBe(0);
  expect(bad.stderr).toMatch(/expected 'mismatch' to be 'violated'/);
});

test("names that look like markup stay text", async () => {
  const odd = writeNotebook(folder, "odd", {
    odd: `
import { check, scenario } from "heddle";
const odd = scenario("<script>alert('x')</script> & | @you #1 _a_ \`b\` \\u0001", (s) => {
  const x = s.shared("<x>", 0);
  s.thread("a&b", function* () { yield* x.write(1).as("</text><b>"); });
  s.always("x < 1 \\"quoted\\"", () => x.now < 1);
});
await check(odd, { expect: { 'x < 1 "quoted"': "violated" } });`,
  });
  for (const form of ["--html", "--svg"]) {
    const text = await exported([odd, form]);
    expect(text).not.toMatch(/<script|<b>|<x>|[\0-\x08]/);
    expect(text).toContain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; |");
  }
  expect(await exported([odd, "--html"])).toContain("default-src 'none'");
  const markdown = await exported([odd, "--md"]);
  expect(markdown).toContain(
    "\\<script\\>alert('x')\\</script\\> & | @<!-- -->you #<!-- -->1 \\_a\\_ \\`b\\`",
  );
});

test("a sweep is exported as its matrix", async () => {
  const swept = writeNotebook(folder, "swept", {
    swept: `
import { sweep } from "heddle";
await sweep("increments", {
  rows: { "by two": 2, "by one": 1 },
  scenario: (s, by) => {
    const x = s.shared("x", 0);
    s.thread("A", function* () { yield* x.write(by); });
    s.atEnd("x is 2", () => x.now === 2);
  },
  expect: ({ row }) => ({ "x is 2": row === "by two" ? "holds" : "violated" }),
});`,
  });
  const text = await exported([swept, "--mail"]);
  expect(text).toMatch(/by two {2}holds\s+by one {2}VIOLATED/);
  expect(await exported([swept, "--mail", "--scenario", "by one"])).toContain(
    '"x is 2" does not hold',
  );
  expect(await exported([swept, "--vitest"])).toContain("const sweep = recording.sweep;");
});

test.each([
  [[""], "say what to export to"],
  [["", "--mail", "--md"], "export to one form at a time"],
  [["none", "--mail"], "there is no such file"],
  [["#nothing", "--mail"], "there is no cell #nothing"],
  [["#scenarios", "--mail"], "checks nothing"],
  [["", "--mail", "--scenario", "zzz"], 'no scenario is called "zzz"'],
  [["", "--mail", "-o", race], "this is the notebook itself"],
  [["", "--mail", "-o", "no/such/folder.txt"], "cannot be written"],
  [["", "--mail", "--width", "20"], "from 40 to 200"],
  [["", "--eml", "--from", "a@x.example"], "did not begin with a mail"],
])("wrong usage is told: %j", async (args, message) => {
  const [cell, ...rest] = args;
  const file =
    cell === "x" ? race : cell.startsWith("#") || cell === "" ? `${race}${cell}` : "none.md";
  const { code, stdout, stderr } = await heddle(folder, ["export", file, ...rest]);
  if (message.includes("|^drawn"))
    return expect(`${stderr}${stdout}`).toMatch(/there is no interleaving|<svg/);
  expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
  expect(stderr).toContain(message);
});
