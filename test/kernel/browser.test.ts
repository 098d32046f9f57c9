/** The kernel in a real browser, confined by the policy that its script is served with. */
import { fileURLToPath } from "node:url";
import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CellEvent, RunRequest } from "../../app/kernel/protocol.js";
import { launchChromium } from "../browser/chromium.js";
import { type Served, serve } from "../browser/serve.js";
import { endless } from "../cli/heddle.js";
import type { Page, PageRun } from "./browser-page.js";
import { escapes, honest, witness } from "./escapes.js";
import { large, told } from "./large-search.js";
import { rawCell } from "./raw-cell.js";
import { cellsOf, runCells } from "./run-text.js";
import { resultsIn } from "./results-in.js";

let browser: Browser;
let served: Served;
let tab: Tab;

beforeAll(async () => {
  browser = await launchChromium();
  served = await serve(fileURLToPath(new URL("browser-page.ts", import.meta.url)));
  tab = await browser.newPage();
  await tab.goto(served.url);
});
afterAll(async () => {
  await browser.close();
  served.close();
});

type Global = { readonly heddleTest: Page };
const run = (request: RunRequest): Promise<PageRun> =>
  tab.evaluate((r) => (globalThis as unknown as Global).heddleTest.run(r), request);
const runRaw = (body: string): Promise<PageRun> =>
  run({ cells: [{ cell: rawCell("c", body), mode: "explore" }] });

test.each([...escapes, ...honest])("$name", async ({ body, value, fails }) => {
  const { end, events } = await runRaw(body);
  if (fails !== undefined) {
    expect(end.type === "failed" && end.problems[0].message).toContain(fails);
    return;
  }
  expect(end).toEqual({ type: "done" });
  const told = events.flatMap((event) => (event.type === "value" ? [event.value] : []));
  expect(told).toEqual([{ kind: "text", text: value }]);
});

test("after all that, verdicts are those of the Node kernel", async () => {
  const inBrowser = await runRaw(witness);
  const { events } = await runCells([rawCell("c", witness)]);
  expect(resultsIn(events)).toHaveLength(4);
  expect(resultsIn(inBrowser.events)).toEqual(resultsIn(events));
});

test("no attempt has led to a request", () => {
  expect(served.requests.filter((path) => path !== "/favicon.ico")).toEqual([
    "/",
    "/page.js",
    "/kernel/kernel.js",
  ]);
});

test("the policy alone keeps a worker from the network", async () => {
  // A worker with the same policy and nothing taken away.
  const found = await tab.evaluate(async (url) => {
    const { Worker } = globalThis as unknown as {
      Worker: new (url: string) => {
        onmessage: (event: { data: string }) => void;
        postMessage(text: string): void;
      };
    };
    const worker = new Worker("/kernel/bare.js");
    const answer = new Promise<string>((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
    });
    worker.postMessage(url);
    return answer;
  }, served.url);
  expect(found).toBe(
    "fetch refused, import refused, importScripts refused, WebSocket refused, Worker refused, XMLHttpRequest refused",
  );
});

test("a notebook gives the same results in the browser as in Node", async () => {
  const cells = cellsOf(
    `import { check, scenario, sweep } from "heddle";
     import { spin_lock, spin_unlock } from "heddle/linux";
     const counter = (locked: boolean) => scenario(locked ? "locked" : "bare", (s) => {
       const x = s.shared("x", 0);
       const lock = s.spinlock("lock");
       for (const name of ["A", "B"]) s.thread(name, function* () {
         if (locked) yield* spin_lock(lock);
         const seen: number = yield* x.read();
         yield* x.write(seen + 1);
         if (locked) yield* spin_unlock(lock);
       });
       s.atEnd("x is 2", () => x.now === 2);
     });`,
    `await check(counter(false), { expect: { "x is 2": "violated" } });
     await check(counter(true), { memory: "weak" });`,
    `console.log("rows", [1, 2]);
     await sweep("counters", {
       rows: { one: 1, two: 2 }, memory: ["sc", "tso"],
       scenario: (s, n) => {
         const x = s.shared("x", 0);
         for (let i = 0; i < n; i += 1) s.thread("t" + i, function* () { yield* x.write(i); });
         s.outcome(() => x.now);
         s.reachable("x is 1", () => x.now === 1);
       },
       expect: ({ row }) => (row === "one" ? { "x is 1": "unreachable" } : {}),
     });`,
  );
  const inBrowser = await run({ cells: cells.map((cell) => ({ cell, mode: "explore" as const })) });
  const inNode = await runCells(cells);
  expect(inBrowser.end).toEqual({ type: "done" });
  expect(inNode.ending).toEqual({ type: "done" });
  expect(resultsIn(inNode.events)).toHaveLength(7);
  const comparable = (events: readonly CellEvent[]) =>
    events.filter(({ type }) => type !== "progress").map(({ type, cell }) => `${cell} ${type}`);
  expect(comparable(inBrowser.events)).toEqual(comparable(inNode.events));
  expect(resultsIn(inBrowser.events)).toEqual(resultsIn(inNode.events));
});

test("several workers come to the same in a browser as one, where a page has shared memory", async () => {
  const cells = cellsOf(large, 'console.log("explored", (await check(ring)).states);');
  const runs: { readonly told: unknown; readonly kernels: number }[] = [];
  for (const page of ["?workers=1", "?workers=3", "plain?workers=3"]) {
    await tab.goto(`${served.url}${page}`);
    const before = served.requests.length;
    const { end, events, lost } = await run({
      cells: cells.map((cell) => ({ cell, mode: "explore" })),
    });
    expect([end, lost]).toEqual([{ type: "done" }, []]);
    const asked = served.requests.slice(before).filter((path) => path === "/kernel/kernel.js");
    runs.push({ told: told(events), kernels: asked.length });
  }
  expect(runs.map(({ kernels }) => kernels)).toEqual([1, 3, 1]);
  expect(runs[1].told).toEqual(runs[0].told);
  expect(runs[2].told).toEqual(runs[0].told);
});

test.each([
  ["a cell", "for (;;);"],
  [
    "a thread",
    'await check(scenario("s", (s) => { s.thread("t", function* () { for (;;); }); }));',
  ],
  [
    "a property",
    'await check(scenario("s", (s) => { s.thread("t", function* () {}); s.atEnd("p", () => { for (;;); }); }));',
  ],
  ["endless promises", "for (;;) await null;"],
])("for(;;) in %s is interrupted, and the next run works", async (_, body) => {
  const [stopped, took] = await Promise.all([
    runRaw(body),
    tab.evaluate(() => (globalThis as unknown as Global).heddleTest.interruptAfter("started")),
  ]);
  expect(stopped.end).toEqual({ type: "interrupted" });
  expect(stopped.lost).toEqual(["interrupt"]);
  expect(took).toBeLessThan(1000);
  expect((await runRaw("$ = 1;")).end).toEqual({ type: "done" });
});

test("a search that is interrupted keeps the worker and tells how far it came", async () => {
  await tab.goto(`${served.url}?patient`);
  const cells = cellsOf(endless, "await check(big);");
  const [stopped] = await Promise.all([
    run({ cells: cells.map((cell) => ({ cell, mode: "explore" as const })) }),
    tab.evaluate(() => (globalThis as unknown as Global).heddleTest.interruptAfter("progress")),
  ]);
  expect(stopped.end).toEqual({ type: "interrupted" });
  expect(stopped.lost).toEqual([]);
  const result = stopped.events.find((event) => event.type === "result");
  expect(result?.type === "result" && result.result.stopped?.budget).toBe("cancelled");
  expect(stopped.events.some(({ type }) => type === "progress")).toBe(true);
});

test("a rejection that nobody handles fails its cell", async () => {
  const { end } = await runRaw("\n\nvoid Promise.reject(new Error('lost'));");
  expect(end).toMatchObject({
    type: "failed",
    problems: [{ message: "Error: lost", place: { line: 4, column: 21 } }],
  });
});
