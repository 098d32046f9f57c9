import { expect, test } from "vitest";
import { endless } from "../cli/heddle.js";
import { openSession, until } from "./open-session.js";
import { cellsOf } from "./run-text.js";

/** The promise is 100 ms; tests leave room for a busy machine. */
const generous = 1000;

/** However busy the machine is, a search gets to say how far it came. */
const patient = { grace: 20_000 };

const imports = 'import { check, scenario } from "heddle";\n';

test.each([
  ["a cell", "for (;;);"],
  [
    "a thread",
    "await check(scenario('s', (s) => { s.thread('t', function* () { for (;;); }); }));",
  ],
  [
    "a property",
    "await check(scenario('s', (s) => { s.thread('t', function* () {}); s.atEnd('p', () => { for (;;); }); }));",
  ],
  ["a builder", "await check(scenario('s', () => { for (;;); }));"],
  ["promises", "for (;;) await null;"],
  [
    "a check over and over",
    "for (;;) try { await check(scenario('s', (s) => { s.thread('t', function* () {}); })); } catch {}",
  ],
  ["a value's text", "({ get x() { for (;;); } })"],
])("for(;;) in %s is interrupted, and the next run works", async (_, code) => {
  const opened = openSession();
  const [first, spinning, later] = cellsOf("console.log('go');", imports + code, "console.log(1);");
  const running = opened.run([first, spinning, later]);
  await until(() => opened.outcomes.length === 1);
  const asked = performance.now();
  await opened.session.interrupt();
  expect(performance.now() - asked).toBeLessThan(generous);
  expect(await running).toEqual({ type: "interrupted" });
  expect(opened.outcomes).toEqual(["c0 done", "c1 interrupted", "c2 interrupted"]);
  expect(opened.lost).toEqual(["interrupt"]);
  expect(await opened.run([later])).toEqual({ type: "done" });
});

test("a search that is interrupted tells how far it came, and values stay", async () => {
  const opened = openSession(patient);
  const cells = cellsOf(endless, "await check(big);", "console.log('never');");
  const running = opened.run(cells);
  await until(() => opened.events.some(({ type }) => type === "progress"));
  await opened.session.interrupt();
  expect(await running).toEqual({ type: "interrupted" });
  expect(opened.outcomes).toEqual(["c0 done", "c1 interrupted", "c2 interrupted"]);
  const result = opened.events.find((event) => event.type === "result");
  expect(result?.type === "result" && result.result.stopped?.budget).toBe("cancelled");
  expect(opened.lost).toEqual([]);
  await opened.run([{ cell: cells[0], mode: "recall", force: false }]);
  expect(opened.outcomes).toEqual(["c0 skipped"]);
});

test("a cell that catches its interruption is interrupted all the same", async () => {
  const opened = openSession(patient);
  const cells = cellsOf(endless, "try { await check(big); } catch {}\nconsole.log('caught');");
  const running = opened.run(cells);
  await until(() => opened.events.some(({ type }) => type === "progress"));
  await opened.session.interrupt();
  expect(await running).toEqual({ type: "interrupted" });
  expect(opened.outcomes).toEqual(["c0 done", "c1 interrupted"]);
});

test("an interrupt takes what waits with it, and what is asked for afterwards goes on", async () => {
  const opened = openSession();
  const [spin, fine] = cellsOf("for (;;);", "console.log('fine');");
  const runs = [opened.run([spin]), opened.run([fine])];
  await until(() => opened.session.busy);
  const freed = opened.session.interrupt();
  const afterwards = opened.session.run({ cells: [{ cell: fine, mode: "explore" }] });
  await freed;
  expect(await Promise.all(runs)).toEqual([{ type: "interrupted" }, { type: "interrupted" }]);
  expect(await afterwards).toEqual({ type: "done" });
});

test("interrupting what is idle does nothing", async () => {
  const opened = openSession();
  await opened.session.interrupt();
  await opened.run(cellsOf("1;"));
  await opened.session.interrupt();
  expect(opened.lost).toEqual([]);
});

test("a restart ends what is under way", async () => {
  const opened = openSession();
  const running = opened.run(cellsOf("console.log('go');\nfor (;;);"));
  await until(() => opened.lines.length === 1);
  opened.session.restart();
  expect(await running).toEqual({ type: "interrupted" });
  expect(opened.outcomes).toEqual(["c0 interrupted"]);
});
