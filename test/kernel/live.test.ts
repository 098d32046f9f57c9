import { expect, test } from "vitest";
import { openSession } from "./open-session.js";
import { cellsOf } from "./run-text.js";

const needed = <T extends object>(cell: T) => ({ cell, mode: "recall" as const, force: false });

test("running a cell again does not run those that it reads from", async () => {
  const opened = openSession();
  const [a, b] = cellsOf("console.log('a');\nconst x = { n: 1 };", "x.n += 1;\nx.n");
  await opened.run([a, b]);
  expect(opened.lines).toEqual(["a"]);
  await opened.run([needed(a), b]);
  expect(opened.outcomes).toEqual(["c0 skipped", "c1 done"]);
  expect(opened.lines).toEqual([]);
  expect(opened.events).toContainEqual({
    cell: "c1",
    type: "value",
    value: { kind: "text", text: "3" },
  });
});

test("an edited cell is evaluated again, and so is what read from it", async () => {
  const opened = openSession();
  await opened.run(cellsOf("const x = 1;", "const y = x + 1;", "const z = 5;"));
  const [a, b, c] = cellsOf("const x = 2;", "const y = x + 1;", "const z = 5;");
  await opened.run([needed(a), needed(b), needed(c)]);
  expect(opened.outcomes).toEqual(["c0 done", "c1 done", "c2 skipped"]);
});

test("a cell that was forced takes the values of its readers with it", async () => {
  const opened = openSession();
  const [a, b, c] = cellsOf("const x = {};", "const y = x;", "x === y");
  await opened.run([a, b, c]);
  await opened.run([a]);
  await opened.run([needed(a), needed(b), c]);
  expect(opened.outcomes).toEqual(["c0 skipped", "c1 done", "c2 done"]);
  expect(opened.events).toContainEqual(
    expect.objectContaining({ type: "value", value: { kind: "text", text: "true" } }),
  );
});

test("variables of other cells are read when a cell begins", async () => {
  const opened = openSession();
  const [a, b] = cellsOf("let n = 0;\nconst more = (): void => { n += 1; };", "more();\nn");
  await opened.run([a, b]);
  await opened.run([b]);
  expect(opened.events).toContainEqual(
    expect.objectContaining({ type: "value", value: { kind: "text", text: "1" } }),
  );
});

test("a failing cell blocks those that read from it, and no others", async () => {
  const opened = openSession();
  const end = await opened.run(
    cellsOf("const x = JSON.parse('{');", "const y = x;", "y;", "console.log('free');"),
  );
  expect(opened.outcomes).toEqual(["c0 failed", "c1 blocked by c0", "c2 blocked by c0", "c3 done"]);
  expect(end.type === "failed" && end.problems).toHaveLength(1);
  expect(opened.lines).toEqual(["free"]);
});

test("runs wait for each other", async () => {
  const opened = openSession();
  const [a] = cellsOf("console.log(1);");
  const ends = await Promise.all([opened.session.run({ cells: [needed(a)] }), opened.run([a])]);
  expect(ends).toEqual([{ type: "done" }, { type: "done" }]);
  expect(opened.session.busy).toBe(false);
});

test("after a restart nothing is live", async () => {
  const opened = openSession();
  const [a] = cellsOf("const x = 1;");
  await opened.run([a]);
  opened.session.restart();
  expect(opened.lost).toEqual(["restart"]);
  await opened.run([needed(a)]);
  expect(opened.outcomes).toEqual(["c0 done"]);
});

test("a place in a cell that has moved since is told where it is now", async () => {
  const opened = openSession();
  const [thrower, caller] = cellsOf(
    "const f = (): never => {\n  throw new Error('x');\n};",
    "f();",
  );
  await opened.run([thrower]);
  const end = await opened.run([
    needed({ ...thrower, firstLine: thrower.firstLine + 100 }),
    { ...caller, reads: ["f"] },
  ]);
  expect(end).toMatchObject({ problems: [{ place: { line: 103, column: 9 } }] });
});

test("results that are a cell's value are told as such, other values as text", async () => {
  const opened = openSession();
  const scenario = `import { check, scenario, sweep, forAll, fc } from "heddle";
    const sc = scenario("s", (s) => { s.thread("t", function* () {}); });`;
  await opened.run(
    cellsOf(
      scenario,
      "await check(sc);\nawait check(sc)",
      "await sweep('w', { rows: { a: 1 }, scenario: (s) => { s.thread('t', function* () {}); } })",
      "await forAll('f', fc.nat(), (s) => { s.thread('t', function* () {}); }, { runs: 2 })",
      "new Map([['a', [1, { b: 'c' }]]])",
      "const unseen = 1;",
      "'x'.repeat(1e6)",
    ),
  );
  const values = opened.events.flatMap((event) => (event.type === "value" ? [event] : []));
  expect(values.slice(0, 4).map(({ cell, value }) => [cell, value])).toEqual([
    ["c1", { kind: "check", index: 1 }],
    ["c2", { kind: "matrix", index: 0 }],
    ["c3", { kind: "workloads", index: 0 }],
    ["c4", { kind: "text", text: 'Map {"a" => [1, { b: "c" }]}' }],
  ]);
  expect(values).toHaveLength(5);
  const [, , , , long] = values;
  expect(long.value.kind === "text" && long.value.text).toHaveLength(20_003);
});
