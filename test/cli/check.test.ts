import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { endless, heddle, increments, makeFolder, writeNotebook } from "./heddle.js";

const top = makeFolder();
let count = 0;
const cells = {
  scenarios: increments,
  lost: 'await check(lost, { expect: { "x is 2": "violated" } });',
  safe: "await check(safe);",
};

/** A folder of its own with a notebook `race` and its recorded results. */
async function recorded(): Promise<string> {
  const folder = join(top, String((count += 1)));
  mkdirSync(folder);
  writeNotebook(folder, "race", cells);
  expect((await heddle(folder, ["check", "--update"])).code).toBe(0);
  return folder;
}
const sidecar = (folder: string) => readFileSync(join(folder, "race.results.json"), "utf8");
const notebook = (folder: string) => readFileSync(join(folder, "race.heddle.md"), "utf8");

describe("heddle check", () => {
  test("says that nothing is recorded, and records what is found", async () => {
    const folder = join(top, "new");
    mkdirSync(folder);
    const file = writeNotebook(folder, "race", cells);
    const before = await heddle(folder, ["check", file]);
    expect(before).toEqual({
      code: 1,
      stdout: `${file}\n  there is no race.results.json; \`heddle check --update\` records one\n  2 checks, 2 new\n`,
      stderr: "",
    });
    expect(readdirSync(folder)).toEqual([file]);
    const update = await heddle(folder, ["check", file, "--update"]);
    expect(update).toEqual({
      code: 0,
      stdout: `${file}: 2 checks, 2 new; recorded in race.results.json\n`,
      stderr: "",
    });
    const after = await heddle(folder, ["check", file]);
    expect(after).toEqual({ code: 0, stdout: `${file}: 2 checks, all as recorded\n`, stderr: "" });
  });

  test("recording again changes no byte", async () => {
    const folder = await recorded();
    const text = sidecar(folder);
    expect((await heddle(folder, ["check", "-u"])).stdout).toBe(
      "race.heddle.md: 2 checks, all as recorded\n",
    );
    expect(sidecar(folder)).toBe(text);
  });

  test("passes when only comments, white space and prose change", async () => {
    const folder = await recorded();
    const text = notebook(folder)
      .replace("Prose.", "Other prose.")
      .replace("yield* x", "yield*  x");
    writeFileSync(join(folder, "race.heddle.md"), text.replace("await", "// why\nawait"));
    expect(await heddle(folder, ["check"])).toMatchObject({
      code: 0,
      stdout: "race.heddle.md: 2 checks, all as recorded\n",
    });
  });

  test("shows what an edit changes, after it has tried the recorded interleaving", async () => {
    const folder = await recorded();
    const edited = notebook(folder).replace(
      "yield* x.write(seen + 1);",
      "yield* x.write(seen + 2);",
    );
    writeFileSync(join(folder, "race.heddle.md"), edited);
    const { code, stdout } = await heddle(folder, ["check"]);
    expect(code).toBe(1);
    const day = new Date().toISOString().slice(0, 4);
    expect(stdout.replace(/\d{4}-\d\d-\d\d/g, day)).toBe(
      [
        "race.heddle.md",
        `  #lost: cell scenarios (which it needs) changed since it was recorded on ${day}`,
        `  #safe: cell scenarios (which it needs) changed since it was recorded on ${day}`,
        "  #lost",
        "    x is 2: the recorded interleaving is no longer possible from step 3 on (this step is " +
          'now "x = 2" of B, which is not what was recorded), exploring ...',
        "  #safe",
        "    x is 1 on the way: still shows",
        "  #lost",
        "    lost update (sc)",
        "      - x is 2: violated, 4 interleavings fail, 1 context switch, 4 steps",
        "      + x is 2: violated, 2 interleavings fail, 0 context switches, 4 steps",
        "      - heddle1.AD_oTgsEAgAEAQIA_ZdfUXw",
        "      + heddle1.AD_oTgsEBAAEAfONdbOD",
        "",
        "      CPU0 (A)                CPU1 (B)",
        "      --------                --------",
        "      read x == 0",
        "      x = 2",
        "                              read x == 2",
        "                              x = 4",
        "",
        "  2 checks, 1 as recorded, 1 changed",
        "",
      ].join("\n"),
    );
    expect(stdout).not.toMatch(/ $/m);
    // What was edited is not recorded unasked.
    expect((await heddle(folder, ["check"])).code).toBe(1);
    expect((await heddle(folder, ["check", "--update"])).code).toBe(0);
    expect((await heddle(folder, ["check"])).code).toBe(0);
  });

  test("passes, and says so, when an edited cell finds the same", async () => {
    const folder = await recorded();
    const edited = notebook(folder).replace("const seen: number", "const before: number");
    writeFileSync(
      join(folder, "race.heddle.md"),
      edited.replace("x.write(seen + 1)", "x.write(before + 1)"),
    );
    const { code, stdout } = await heddle(folder, ["check"]);
    expect(code).toBe(0);
    expect(stdout).toContain("#lost: cell scenarios (which it needs) changed since");
    expect(stdout).toContain("    x is 2: still fails\n");
    expect(stdout).toMatch(/ {2}2 checks, all as recorded\n$/);
  });

  test("tells new and removed cells", async () => {
    const folder = await recorded();
    const text = notebook(folder).replace("#safe", "#renamed");
    writeFileSync(join(folder, "race.heddle.md"), text);
    const { code, stdout } = await heddle(folder, ["check"]);
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout:
        "race.heddle.md\n" +
        "  #renamed: is new: nothing is recorded\n" +
        "  #safe: is recorded, but the notebook has no such cell any more\n" +
        "  2 checks, 1 changed, 1 new\n",
    });
    await heddle(folder, ["check", "--update"]);
    expect(sidecar(folder)).toContain('"cell": "renamed"');
    expect(sidecar(folder)).not.toContain('"cell": "safe"');
  });

  test("a result of another engine is run again and passes", async () => {
    const folder = await recorded();
    const { engine } = (JSON.parse(sidecar(folder)) as { cells: { engine: string }[] }).cells[1];
    const other = sidecar(folder)
      .replaceAll(engine, "0000")
      .replaceAll(/"key": "./g, '"key": "_');
    writeFileSync(join(folder, "race.results.json"), other);
    const { code, stdout } = await heddle(folder, ["check"]);
    expect(code).toBe(0);
    expect(stdout).toContain("#lost: the engine changed since it was recorded");
  });
});

describe("a sidecar that cannot be used", () => {
  test.each([
    ["{ damaged", "damaged", "race.results.json is damaged: it is not JSON"],
    [
      '{"heddleResults": 99}',
      "newer",
      "race.results.json was written by a newer Heddle (format 99)",
    ],
  ])("%j is told, and kept aside when results are recorded", async (text, kind, message) => {
    const folder = await recorded();
    const good = sidecar(folder);
    writeFileSync(join(folder, "race.results.json"), text);
    writeFileSync(join(folder, `race.results.json.${kind}-1`), "an earlier one");
    const first = await heddle(folder, ["check"]);
    expect(first.code).toBe(1);
    expect(first.stdout).toContain(message);
    expect(sidecar(folder)).toBe(text);

    const second = await heddle(folder, ["check", "--update"]);
    expect(second.stdout).toContain(
      `the earlier race.results.json was kept as race.results.json.${kind}-2`,
    );
    expect(readFileSync(join(folder, `race.results.json.${kind}-2`), "utf8")).toBe(text);
    const times = /"recorded": "[^"]*"/g;
    expect(sidecar(folder).replace(times, "")).toBe(good.replace(times, ""));
  });

  test("that cannot be written costs nothing but the results", async () => {
    const folder = await recorded();
    const before = notebook(folder);
    mkdirSync(join(folder, "other"));
    const file = writeNotebook(folder, "blocked", cells);
    mkdirSync(join(folder, "blocked.results.json"));
    const { code, stderr, stdout } = await heddle(folder, [
      "check",
      "--update",
      file,
      "race.heddle.md",
    ]);
    expect(code).toBe(73);
    expect(stderr).toContain("cannot read blocked.results.json: this is a folder");
    expect(stdout).toContain("race.heddle.md: 2 checks, all as recorded");
    expect(notebook(folder)).toBe(before);
  });
});

describe("several notebooks", () => {
  test("are found in folders and summed up; a bad one does not stop the others", async () => {
    const folder = await recorded();
    mkdirSync(join(folder, "deep", "node_modules"), { recursive: true });
    mkdirSync(join(folder, ".hidden"));
    const bad = "```ts #a\nconst x = ;\n```\n";
    writeFileSync(join(folder, "deep", "bad.heddle.md"), bad);
    writeFileSync(join(folder, "deep", "node_modules", "x.heddle.md"), bad);
    writeFileSync(join(folder, ".hidden", "x.heddle.md"), bad);
    const { code, stdout, stderr } = await heddle(folder, ["check", "."]);
    expect(code).toBe(65);
    expect(stderr).toBe(
      "deep/bad.heddle.md:2:11: cell a, line 1, column 11: syntax error: Expression expected\n",
    );
    expect(stdout).toBe(
      "race.heddle.md: 2 checks, all as recorded\n" +
        "2 notebooks, 2 checks: all as recorded (some did not run)\n",
    );
  });

  test("that do not exist are wrong usage", async () => {
    const empty = join(top, "empty");
    mkdirSync(empty);
    expect(await heddle(empty, ["check"])).toMatchObject({
      code: 64,
      stderr: ".: there is no notebook in this folder\n  Notebooks are files named *.heddle.md.\n",
    });
    expect(await heddle(empty, ["check", "missing"])).toMatchObject({
      code: 64,
      stderr: "missing: there is no such file or folder\n",
    });
  });
});

test("a cell that fails is told, and what the others found is compared all the same", async () => {
  const folder = await recorded();
  const text = notebook(folder).replace(
    "await check(lost",
    "throw new Error('no');\nawait check(lost",
  );
  writeFileSync(join(folder, "race.heddle.md"), text);
  const { code, stdout, stderr } = await heddle(folder, ["check", "--update"]);
  expect(code).toBe(65);
  expect(stderr).toContain("cell lost, line 1, column 7: Error: no");
  expect(stdout).toMatch(/1 check, all as recorded/);
  expect(sidecar(folder)).toContain('"cell": "lost"');
});

test("Ctrl-C ends it at once, with what has been found recorded", async () => {
  const folder = await recorded();
  const before = sidecar(folder);
  const search = endless.replace('import { scenario, check } from "heddle";', "");
  const text = notebook(folder).replace("seen + 1", "1 + seen");
  const cell = `\`\`\`ts #endless\n${search}\nawait check(big);\n\`\`\`\n`;
  writeFileSync(join(folder, "race.heddle.md"), text + cell);
  let sent = 0;
  const { code, stdout } = await heddle(folder, ["check", "--update"], {
    onOutput: (output, child) => {
      // The cell after `lost` has begun, so `lost` has ended.
      if (sent > 0 || !output.includes("x is 1 on the way: still shows")) return;
      sent = performance.now();
      child.kill("SIGINT");
    },
  });
  expect(sent).toBeGreaterThan(0);
  expect(code).toBe(130);
  expect(stdout).toMatch(/checks?, all as recorded; recorded in race\.results\.json\n$/);
  const keyOf = (json: string) => /"cell": "lost",\s*"key": "(\w+)"/.exec(json)?.[1];
  expect(keyOf(sidecar(folder))).toMatch(/^\w{32}$/);
  expect(keyOf(sidecar(folder))).not.toBe(keyOf(before));
  expect(sidecar(folder)).not.toContain('"cell": "endless"');
});
