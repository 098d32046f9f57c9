import { MessageChannel, type MessagePort } from "node:worker_threads";
import { expect, onTestFinished, test } from "vitest";
import { parseDocument } from "../../notebook/document/parse-document.js";
import { toNotebook } from "../../notebook/document/to-notebook.js";
import { analyserAt } from "./analyser-at.js";
import { type AnalysisPort, serveAnalysis } from "./serve-analysis.js";

/** Node's ports tell of messages in their own way. */
const asInPage = (port: MessagePort): AnalysisPort => ({
  postMessage: (message) => port.postMessage(message),
  addEventListener: (_, listen) => port.on("message", (data: unknown) => listen({ data })),
  close: () => port.close(),
});

function analyser() {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  serveAnalysis(asInPage(port2), { heddle: [], "heddle/linux": [] });
  return { analyser: analyserAt(asInPage(port1)), port: port2 };
}

const request = (name: string) => ({
  notebook: toNotebook(parseDocument(`\`\`\`ts #${name}\nconst ${name} = 1;\n\`\`\`\n`), name),
  results: new Map(),
  engineVersion: "1",
});

test("each notebook is planned by what was said of it, whoever asked in between", async () => {
  const [a, b] = [analyser().analyser, analyser().analyser];
  await a.summarise(request("a"));
  const { cells } = await b.summarise(request("b"));
  expect(cells.map(({ name }) => name)).toEqual(["b"]);
  const plan = await a.plan({ wish: { type: "all" }, results: new Map() });
  expect(plan.cells.map(({ cell }) => cell.name)).toEqual(["a"]);
});

test("one that is closed lets go of its notebook", async () => {
  const { analyser: a, port } = analyser();
  await a.summarise(request("a"));
  const closed = new Promise((done) => port.once("close", () => done(null)));
  a.close();
  await closed;
});
