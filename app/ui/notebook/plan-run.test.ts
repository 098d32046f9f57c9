import { expect, test } from "vitest";
import { parseDocument } from "../../notebook/document/parse-document.js";
import { toNotebook } from "../../notebook/document/to-notebook.js";
import { Summariser } from "../analysis/summarise.js";
import { queuedOutput } from "./outputs.js";
import { planRun, staleCells } from "./plan-run.js";

const fence = (name: string, code: string) => `\`\`\`ts #${name}\n${code}\n\`\`\`\n\n`;
const summaryOf = (text: string) =>
  new Summariser().summarise({
    notebook: toNotebook(parseDocument(text), "n.heddle.md"),
    results: new Map(),
    engineVersion: "1",
  });

const chain = summaryOf(
  fence("c", "const c = b + 1;") + fence("a", "const a = 1;") + fence("b", "const b = a + 1;"),
);

test("a cell runs after all that it needs, which is not evaluated again without need", () => {
  const { cells, blocked } = planRun(chain, new Set(["b"]));
  expect(cells.map(({ cell, force }) => [cell.name, force])).toEqual([
    ["a", false],
    ["b", true],
  ]);
  expect(blocked).toEqual([]);
});

test("cells with problems, and those that need them, are left out", () => {
  const broken = summaryOf(
    fence("a", "const a = ;") + fence("b", "const b = a;") + fence("c", "const c = 1;"),
  );
  const { cells, blocked } = planRun(broken, new Set(["a", "b", "c"]));
  expect(cells.map(({ cell }) => cell.name)).toEqual(["c"]);
  expect(blocked.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("outputs of another key are stale, those of the same one are not", () => {
  const done = (name: string) => {
    const key = chain.cells.find((cell) => cell.name === name)?.key ?? null;
    return { ...queuedOutput, phase: "done" as const, key };
  };
  const outputs = new Map([
    ["a", done("a")],
    ["b", { ...done("b"), key: "other" }],
  ]);
  expect([...staleCells(chain, outputs)]).toEqual(["c", "b"]);
});
