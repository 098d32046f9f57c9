import { describe, expect, test } from "vitest";
import { heddle, increments, makeFolder, writeNotebook } from "./heddle.js";

const folder = makeFolder();

const checks = {
  scenarios: increments,
  expected: 'await check(lost, { expect: { "x is 2": "violated" } });',
  safe: "await check(safe);",
};
const good = writeNotebook(folder, "good", checks);
const bad = writeNotebook(folder, "bad", { scenarios: increments, lost: "await check(lost);" });

test("a notebook whose verdicts are as expected exits with 0 and shows them under their cells", async () => {
  const { code, stdout, stderr } = await heddle(folder, ["run", good]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^## expected\n\n[^]*lost update[^]*\n## safe\n\n[^]*atomic update/);
  expect(stdout).toMatch(/\n2 checks, \d+ properties: \d+ as expected\n$/);
});

test("output for pipes is plain ASCII and the same each time", async () => {
  const [first, second] = await Promise.all([
    heddle(folder, ["run", good]),
    heddle(folder, ["run", good]),
  ]);
  expect(first.stdout).toMatch(/^[\n -~]*$/);
  expect(second.stdout).toBe(first.stdout);
});

test("an unexpected violation exits with 1 and shows its interleaving", async () => {
  const { code, stdout } = await heddle(folder, ["run", bad]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/CPU0 \(A\) +CPU1 \(B\)/);
  expect(stdout).toContain("1 not as expected");
});

test("an expectation that is not met exits with 1, although the property holds", async () => {
  const file = writeNotebook(folder, "met", {
    a: increments,
    b: 'await check(safe, { expect: { "x is 2": "violated" } });',
  });
  expect((await heddle(folder, ["run", file])).code).toBe(1);
});

test.each([[["good.heddle.md", "#safe"]], [["good.heddle.md", "safe"]], [["good.heddle.md#safe"]]])(
  "%j runs one cell and what it needs",
  async (args) => {
    const { code, stdout } = await heddle(folder, ["run", ...args]);
    expect(code).toBe(0);
    expect(stdout).toContain("## safe");
    expect(stdout).not.toContain("## expected");
  },
);

test("the value of a cell's last expression is printed, but for results and nothing", async () => {
  const file = writeNotebook(folder, "values", {
    scenarios: increments,
    value: "new Map([['states', 12]])",
    result: "await check(safe)",
    nothing: "void 1",
  });
  const { stdout } = await heddle(folder, ["run", file]);
  expect(stdout).toContain('## value\n\nMap {"states" => 12}\n\n## result\n\n');
  expect(stdout).not.toContain("## nothing");
});

test("a cell that cannot be run for want of another is named, and the rest runs", async () => {
  const file = writeNotebook(folder, "blocked", {
    bad: "const x = JSON.parse('{');",
    reader: "console.log(x);",
    fine: "console.log('fine');",
  });
  const { code, stdout, stderr } = await heddle(folder, ["run", file]);
  expect(code).toBe(65);
  expect(stdout).toBe("## fine\n\nfine\n\n");
  expect(stderr).toMatch(
    /cell bad, line 1, .*SyntaxError[^]*\ncell reader was not run, because it needs cell bad\n$/,
  );
});

describe("a named cell that needs cells with checks of their own", () => {
  const chain = {
    scenarios: increments,
    lost: 'console.log("aside"); const first = await check(lost, { expect: { "x is 2": "violated" } });',
    next: "const second = first.states; await check(safe);",
  };
  const expected = writeNotebook(folder, "chain", chain);
  const unexpected = writeNotebook(folder, "broken-chain", {
    ...chain,
    lost: "const first = await check(lost);",
  });

  test("prints its own results and one line for the others", async () => {
    const { code, stdout, stderr } = await heddle(folder, ["run", expected, "#next"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^## next\n\n[^]*atomic update/);
    expect(stdout).not.toMatch(/## lost|lost update|aside/);
    expect(stdout).toMatch(
      /\n\nneeded cells: 1 check, 5 properties: 5 as expected\n1 check, 6 properties: 6 as expected\n$/,
    );
  });

  test("says which of them is not as expected, and exits with 1", async () => {
    const { code, stdout } = await heddle(folder, ["run", unexpected, "#next"]);
    expect(code).toBe(1);
    expect(stdout).not.toMatch(/## lost|lost update/);
    expect(stdout).toContain(
      "\nneeded cells: 1 check, 5 properties: 4 as expected, 1 not as expected (in #lost)\n" +
        "1 check, 6 properties: 6 as expected\n",
    );
  });

  test("has only its own rows in JSON; a wrong premise is told on standard error", async () => {
    const { code, stdout, stderr } = await heddle(folder, ["run", unexpected, "#next", "--json"]);
    const { results } = JSON.parse(stdout) as { results: { cell: string }[] };
    expect(new Set(results.map(({ cell }) => cell))).toEqual(new Set(["next"]));
    expect(stderr).toMatch(/^needed cells: .* \(in #lost\)\n$/);
    expect(code).toBe(1);
    const good = await heddle(folder, ["run", expected, "#next", "--json"]);
    expect(good).toMatchObject({ code: 0, stderr: "" });
  });

  test("is said to check nothing if it does not", async () => {
    const file = writeNotebook(folder, "no-checks", { ...chain, next: "void first.states;" });
    const { code, stdout } = await heddle(folder, ["run", file, "##next"]);
    expect(code).toBe(0);
    expect(stdout).toBe("needed cells: 1 check, 5 properties: 5 as expected\nno checks\n");
  });
});

test("--json prints one object with exactly the documented fields", async () => {
  const { code, stdout } = await heddle(folder, ["run", good, "--json"]);
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { notebook: string; results: Record<string, unknown>[] };
  expect(Object.keys(report)).toEqual(["notebook", "results", "workloads"]);
  expect(report.notebook).toBe(good);
  expect(report.results[0]).toMatchObject({ cell: "expected", scenario: "lost update" });
  const row = report.results.find(({ property }) => property === "x is 2")!;
  expect(Object.keys(row)).toEqual([
    "cell",
    "scenario",
    "property",
    "kind",
    "verdict",
    "expected",
    "memory",
    "engine",
    "states",
    "transitions",
    "interleavings",
    "failing",
    "switches",
    "steps",
    "replay",
    "ms",
  ]);
  expect(row).toMatchObject({ kind: "atEnd", verdict: "violated", expected: "violated" });
  expect(row).toMatchObject({ memory: "sc", interleavings: "6", failing: "4", steps: 4 });
  expect(row.replay).toBeTypeOf("string");
});

test("--memory, --engine and the budgets reach every check", async () => {
  const results = async (...args: string[]) => {
    const { stdout, code } = await heddle(folder, ["run", good, "--json", ...args]);
    const rows = (JSON.parse(stdout) as { results: Record<string, unknown>[] }).results;
    return { code, rows };
  };
  for (const { memory } of (await results("--memory", "tso")).rows) expect(memory).toBe("tso");
  for (const { engine } of (await results("--engine", "traces")).rows)
    expect(engine).toBe("traces");
  for (const { engine } of (await results("--engine", "states")).rows)
    expect(engine).toBe("states");
  const stopped = await results("--max-states", "2", "--engine", "states");
  expect(stopped.code).toBe(2);
  expect(stopped.rows.map(({ verdict }) => verdict)).toContain("undecided");
});

test("colours follow the terminal, NO_COLOR and FORCE_COLOR", async () => {
  const esc = "\u001b[";
  expect((await heddle(folder, ["run", good])).stdout).not.toContain(esc);
  const forced = await heddle(folder, ["run", good], { env: { FORCE_COLOR: "1" } });
  expect(forced.stdout).toContain(esc);
  const both = await heddle(folder, ["run", good], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } });
  expect(both.stdout).not.toContain(esc);
});

test("what cells write is printed; with --json it goes to standard error", async () => {
  const file = writeNotebook(folder, "console", { a: 'console.log("hello", [1n]);' });
  const text = await heddle(folder, ["run", file]);
  expect(text).toEqual({ code: 0, stdout: "## a\n\nhello [1n]\n\nno checks\n", stderr: "" });
  const json = await heddle(folder, ["run", file, "--json"]);
  expect(JSON.parse(json.stdout)).toEqual({ notebook: file, results: [], workloads: [] });
  expect(json.stderr).toBe("hello [1n]\n");
});

test("a reader that leaves early is no error of ours", async () => {
  const file = writeNotebook(folder, "long", {
    a: 'for (let i = 0; i < 1e4; i++) console.log("x".repeat(99));',
  });
  const { code, stderr } = await heddle(folder, ["run", file], {
    onOutput: (_text, child) => child.stdout?.destroy(),
  });
  expect({ code, stderr }).toEqual({ code: 141, stderr: "" });
});
