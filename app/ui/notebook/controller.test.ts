/** A notebook on a real kernel, without a page. */
import { expect, onTestFinished, test } from "vitest";
import { connectNode } from "../../kernel/node/connect.js";
import { Summariser } from "../analysis/summarise.js";
import type { Results } from "../../notebook/results/record.js";
import { NotebookController } from "./controller.js";

const fence = (name: string, code: string) => `\`\`\`ts #${name}\n${code}\n\`\`\`\n`;
const text = [
  "# Lost update\n",
  fence("head", 'import { check, scenario } from "heddle";\nconst times = 2;'),
  fence(
    "race",
    `const race = scenario("lost update", (s) => {
  const x = s.shared("x", 0);
  for (let i = 0; i < times; i++) {
    s.thread(\`T\${i}\`, function* () {
      const old = yield* x.read();
      yield* x.write(old + 1);
    });
  }
  s.atEnd("nothing is lost", () => x.now === times);
});
await check(race);`,
  ),
].join("\n");

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function open(runOnEdit = false, results: Results = new Map()): NotebookController {
  const summariser = new Summariser();
  let clock = 0;
  const notebook = new NotebookController(
    { path: null, name: "n.heddle.md", text, results },
    {
      analyser: {
        summarise: (request) => Promise.resolve(summariser.summarise(request)),
        plan: (request) => Promise.resolve(summariser.plan(request)),
        close: () => undefined,
      },
      connect: connectNode(),
      engineVersion: "1",
      now: () => (clock += 5000),
      date: () => "2026-01-01T00:00:00Z",
      mayRun: () => true,
      runOnEdit: () => runOnEdit,
    },
  );
  onTestFinished(() => notebook.close());
  return notebook;
}

const output = (notebook: NotebookController, cell: string) =>
  notebook.store.getState().outputs.get(cell);
const blockOf = (notebook: NotebookController, cell: string) => {
  const { blocks } = notebook.store.getState().history.document;
  const block = blocks.find((each) => each.type === "cell" && each.name === cell);
  if (block?.type !== "cell") throw new Error(`no cell ${cell}`);
  return block;
};
const verdict = (notebook: NotebookController) =>
  output(notebook, "race")?.checks[0]?.result.properties[0].verdict;

test("a cell runs with all it needs also where that is live", async () => {
  const notebook = open();
  const started: string[] = [];
  notebook.running.listen((news) => {
    if (news.type === "cell" && news.event.type === "started") started.push(news.event.cell);
  });
  await notebook.run(["race"]);
  await notebook.run(["race"]);
  expect(started.splice(0)).toEqual(["head", "race", "race"]);
  await notebook.runWithNeeded(["race"]);
  expect(started).toEqual(["head", "race"]);
});

test("opening runs nothing", async () => {
  const notebook = open();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(notebook.store.getState().outputs.size).toBe(0);
  expect(notebook.store.getState().summary.cells.map(({ name }) => name)).toEqual(["head", "race"]);
});

test("a cell runs with what it needs and is recorded", async () => {
  const notebook = open();
  await notebook.run(["race"]);
  expect(verdict(notebook)).toBe("violated");
  expect(output(notebook, "head")?.phase).toBe("done");
  const { recorded, busy } = notebook.store.getState();
  expect(busy).toBe(false);
  expect(recorded.get("race")?.checks[0].properties[0].replay).toMatch(/^heddle1\./);
});

test("an edit makes a result stale, and undoing it makes it current again", async () => {
  const notebook = open();
  await notebook.run(["race"]);
  const current = () => {
    const { summary, outputs } = notebook.store.getState();
    const cell = summary.cells.find(({ name }) => name === "race");
    return cell?.key === outputs.get("race")?.key;
  };
  expect(current()).toBe(true);
  const { id, code } = blockOf(notebook, "head");
  notebook.edit({ type: "setText", id, text: code.replace("2", "1") });
  await notebook.run([]);
  expect(current()).toBe(false);
  notebook.undo();
  await notebook.run([]);
  expect(current()).toBe(true);
  expect(notebook.text).toBe(text);
});

test("the known counterexample is tried first on changed code", async () => {
  const notebook = open();
  await notebook.run(["race"]);
  const { id, code } = blockOf(notebook, "race");
  notebook.edit({ type: "setText", id, text: code.replace("x.now === times", "x.now >= 1") });
  await notebook.run(["race"]);
  expect(verdict(notebook)).toBe("holds");
  expect(output(notebook, "race")?.replayed.get(0)?.outcome).toBe("passed");
});

test("what is recorded of a cell that is current is shown without exploring", async () => {
  const before = open();
  await before.run(["race"]);
  const { recorded } = before.store.getState();
  const notebook = open(false, recorded);
  await notebook.running.run({ type: "recall", names: ["race"] });
  const [check] = output(notebook, "race")?.checks ?? [];
  expect(check).toMatchObject({ recalled: true, result: { engineReason: expect.any(String) } });
  expect(check?.result.properties[0].trace?.steps).toHaveLength(4);
  expect(notebook.store.getState().recorded).toEqual(recorded);
});

test("a question about a cell that the kernel has lost recalls it first", async () => {
  const notebook = open();
  await notebook.run(["race"]);
  notebook.restart();
  expect(notebook.store.getState().lost).toBe("restart");
  const ask = () =>
    notebook.running.ask({
      type: "follow",
      check: { cell: "race", check: 0 },
      schedule: { replay: null },
    });
  expect((await ask()).choices).toHaveLength(2);
  expect(notebook.store.getState().lost).toBeNull();
  notebook.restart();
  const { id, code } = blockOf(notebook, "race");
  notebook.edit({ type: "setText", id, text: code.replace("old + 1", "old + 2") });
  await expect(ask()).rejects.toThrow("The cell has changed since this was found; run it again.");
});

test("since when a result is stale is noted, and why", async () => {
  const notebook = open();
  await notebook.run(["race"]);
  const { id, code } = blockOf(notebook, "head");
  notebook.edit({ type: "setText", id, text: code.replace("2", "3") });
  const stale = () => notebook.store.getState().recorded.get("race")?.staleSince;
  await until(() => stale() != null);
  const { summary } = notebook.store.getState();
  expect(summary.cells[1].freshness).toMatchObject({ kind: "stale" });
  notebook.undo();
  await until(() => stale() === null);
});

test("after an edit what is cheap runs by itself, explorations only if that is wanted", async () => {
  for (const runOnEdit of [false, true]) {
    const notebook = open(runOnEdit);
    await notebook.runAll();
    const { id, code } = blockOf(notebook, "head");
    notebook.edit({ type: "setText", id, text: code.replace("2", "1") });
    await until(() => {
      const { summary } = notebook.store.getState();
      return output(notebook, "head")?.key === summary.cells[0].key;
    });
    if (runOnEdit) await until(() => verdict(notebook) === "holds");
    else expect(verdict(notebook)).toBe("violated");
  }
});

test("nothing runs by itself before something was run by hand", async () => {
  const notebook = open(true);
  const { id, code } = blockOf(notebook, "head");
  notebook.edit({ type: "setText", id, text: code.replace("2", "1") });
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(notebook.store.getState().outputs.size).toBe(0);
});

test("a step in focus is found in its cell", async () => {
  const notebook = open();
  await notebook.run(["race"]);
  notebook.looking.look({ cell: "race", check: 0, property: "nothing is lost", step: 0 });
  expect(notebook.looking.trace?.steps[0].label).toBe("read x");
  expect(notebook.looking.stepPlace).toMatchObject({ cell: "race", line: 5 });
  notebook.looking.look({ cell: "race", check: 0, property: "nothing is lost", step: -1 });
  expect(notebook.looking.stepPlace).toBeNull();
});

test("an endless cell is interrupted and the others go on working", async () => {
  const notebook = open();
  const { id, code } = blockOf(notebook, "head");
  notebook.edit({ type: "setText", id, text: `${code}\nfor (;;) {}` });
  const running = notebook.runAll();
  while (output(notebook, "head")?.phase !== "running") {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await notebook.interrupt();
  await running;
  expect(output(notebook, "head")?.phase).toBe("interrupted");
  notebook.undo();
  await notebook.runAll();
  expect(verdict(notebook)).toBe("violated");
});

test("cells with problems say so instead of running", async () => {
  const notebook = open();
  const { id } = blockOf(notebook, "head");
  notebook.edit({ type: "setText", id, text: "const times = ;" });
  await notebook.runAll();
  expect(output(notebook, "head")?.problems[0].message).toMatch(/expression expected/i);
  expect(notebook.store.getState().busy).toBe(false);
});
