import { expect, test } from "vitest";
import { consoleLimit } from "../../app/kernel/protocol.js";
import { openSession } from "./open-session.js";
import { cellsOf } from "./run-text.js";

test("a cell that runs out of memory fails with the limit, and the session goes on", async () => {
  const opened = openSession({ heap: 64 });
  const [first, hungry, reader, fine] = cellsOf(
    "const kept: number[][] = [];",
    "for (;;) kept.push(new Array(1000).fill(1));",
    "kept.length;",
    "console.log('fine');",
  );
  const end = await opened.run([first, hungry, reader]);
  expect(end).toMatchObject({
    type: "failed",
    problems: [
      { message: "the cell ran out of memory (limit 64 MiB)", place: { line: hungry.firstLine } },
    ],
  });
  expect(opened.outcomes).toEqual(["c0 done", "c1 failed", "c2 blocked by c1"]);
  expect(opened.lost).toEqual(["memory"]);
  expect(await opened.run([fine])).toEqual({ type: "done" });
});

test("a cell that prints 100 MB is cut with a note, and the session goes on", async () => {
  const opened = openSession();
  const [lines, text, deep, fine] = cellsOf(
    "const line = 'x'.repeat(100);\nfor (let i = 0; i < 1_000_000; i += 1) console.log(line);",
    "console.log('y'.repeat(100_000_000));\nconsole.log('after');",
    "console.log(Array.from({ length: 1_000_000 }, (_, i) => ({ i, text: 'z'.repeat(20) })));",
    "console.log('fine');",
  );
  expect(await opened.run([lines, text, deep])).toEqual({ type: "done" });
  const of = (cell: string) =>
    opened.events.flatMap((event) =>
      event.type === "console" && event.cell === cell ? [event] : [],
    );
  const printed = of("c0");
  expect(printed.length).toBeLessThanOrEqual(consoleLimit.lines + 1);
  expect(printed.at(-1)).toMatchObject({
    level: "note",
    text: "(output cut: 990,000 more lines, at least 99,000,000 more characters were not kept)",
  });
  expect(of("c1").map((event) => [event.level, event.text.length])).toEqual([
    ["log", 100_003],
    ["log", 5],
    ["note", "(output cut: at least 99,900,000 more characters were not kept)".length],
  ]);
  expect(of("c2")[0].text).toHaveLength(100_003);
  await opened.run([fine]);
  expect(opened.lines).toEqual(["fine"]);
});

test("what is printed keeps its level and its cell", async () => {
  const opened = openSession();
  await opened.run(cellsOf("console.warn('w', { a: 1 });", "console.error(new TypeError('t'));"));
  expect(opened.events.filter(({ type }) => type === "console")).toEqual([
    { cell: "c0", type: "console", level: "warn", text: "w { a: 1 }" },
    { cell: "c1", type: "console", level: "error", text: "TypeError: t" },
  ]);
});

test("a histogram of very many outcomes is cut with a note", async () => {
  const opened = openSession();
  await opened.run(
    cellsOf(`import { check, choose, scenario } from "heddle";
      const many = scenario("many", (s) => {
        s.thread("t", function* () {
          return (yield* choose(120)) * 1000 + (yield* choose(120));
        });
      });
      const result = await check(many);
      console.log(result.outcomes.length);`),
  );
  const result = opened.events.find((event) => event.type === "result");
  expect(result?.type === "result" && result.result.outcomes).toHaveLength(10_000);
  expect(opened.lines).toEqual(["(many: the first 10000 of 14400 outcomes are kept)", "14400"]);
});

test("rejections belong to the cell that made them, even when it had done its work", async () => {
  const opened = openSession();
  const end = await opened.run(
    cellsOf(
      "void Promise.reject(new Error('first'));",
      "const later = (): void => { void Promise.reject(new RangeError('second')); };",
      "later();\nvoid (async () => { await null; throw new Error('third'); })();",
      "console.log('fine');",
    ),
  );
  expect(opened.outcomes).toEqual(["c0 failed", "c1 done", "c2 failed", "c3 done"]);
  expect(end.type === "failed" && end.problems.map(({ message }) => message)).toEqual([
    "Error: first",
    "RangeError: second",
    "Error: third",
  ]);
});

test("a check that outlives its cell is stopped and told, and disturbs no other cell", async () => {
  const opened = openSession();
  const end = await opened.run(
    cellsOf(
      `import { check, scenario } from "heddle";
       const slow = scenario("slow", (s) => {
         const xs = s.array("x", 9, 0);
         for (const x of xs) s.thread("t" + x.name, function* () {
           for (let i = 1; i <= 12; i += 1) yield* x.write(i);
         });
         s.always("small", () => xs[0].now < 99);
       });
       const start = async (): Promise<void> => { await check(slow); };`,
      "void start();",
      "console.log('fine');",
    ),
  );
  expect(opened.outcomes).toEqual(["c0 done", "c1 failed", "c2 done"]);
  expect(end).toMatchObject({
    problems: [{ message: "a check was still running when its cell ended" }],
  });
  expect(opened.events.some(({ type }) => type === "result")).toBe(false);
});
