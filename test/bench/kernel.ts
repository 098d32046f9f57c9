/** How soon a kernel starts, answers and lets go. */
import { readFileSync, readdirSync } from "node:fs";
import type { RecordedCheck } from "../../engine/check/recorded.js";
import { connectNode } from "../../app/kernel/node/connect.js";
import type { CellCode, CellEvent } from "../../app/kernel/protocol.js";
import { Session } from "../../app/kernel/session.js";
import { analyseNotebook } from "../../app/notebook/analysis/analyse.js";
import { compileCell } from "../../app/notebook/compile-cell.js";
import { cellKeys } from "../../app/notebook/graph/keys.js";
import { parseNotebook } from "../../app/notebook/parse-notebook.js";
import { recordWorkloads } from "../../app/notebook/results/record.js";
import type { RecordedWorkloads } from "../../engine/workloads/result.js";
import { type Measurement, medianOf } from "./measure.js";

function cellsOf(text: string): CellCode[] {
  const analysis = analyseNotebook(parseNotebook(text, "n.heddle.md"));
  const keys = cellKeys(analysis, "bench");
  return analysis.graph.order.map((i) => ({ ...compileCell(analysis.cells[i]), key: keys[i]! }));
}

const oneCell = (code: string): CellCode => cellsOf(`\`\`\`ts #c\n${code}\n\`\`\`\n`)[0];

/** A session that hands each event on to the listener of the moment. */
class Bench {
  listen: (event: CellEvent) => void = () => undefined;
  readonly session = new Session("n.heddle.md", connectNode(), (event) => {
    if (event.type === "cell") this.listen(event.event);
  });

  run(cells: readonly CellCode[]) {
    return this.session.run({ cells: cells.map((cell) => ({ cell, mode: "explore" })) });
  }
}

function summary(
  name: string,
  ms: readonly number[],
  counts: Readonly<Record<string, number>> = {},
): Measurement {
  return { name, counts, cold: null, ms, median: medianOf(ms), rate: null };
}

/** From nothing to the value of a first cell. */
async function starting(): Promise<Measurement> {
  const ms: number[] = [];
  for (let i = 0; i < 10; i++) {
    const begun = performance.now();
    const bench = new Bench();
    await bench.run([oneCell("1")]);
    ms.push(performance.now() - begun);
    bench.session.close();
  }
  return summary("a kernel's first cell", ms);
}

/** From asking for an interrupt to being free, while a cell does something. */
async function interrupting(what: string, code: string): Promise<Measurement> {
  const bench = new Bench();
  const cell = oneCell(`import { check, scenario } from "heddle";\n${code}`);
  const ms: number[] = [];
  for (let i = 0; i < 10; i++) {
    const started = new Promise<void>((resolve) => {
      bench.listen = ({ type }) => {
        if (type === "started") resolve();
      };
    });
    const run = bench.run([cell]);
    await started;
    await new Promise((resolve) => setTimeout(resolve, 200));
    const begun = performance.now();
    await bench.session.interrupt();
    ms.push(performance.now() - begun);
    await run;
  }
  bench.session.close();
  return summary(`interrupt ${what}`, ms, { slowest: Math.ceil(Math.max(...ms)) });
}

/** From asking for a recorded counterexample to its trace, for every one of the bundled notebooks. */
async function replaying(): Promise<Measurement[]> {
  const all: number[] = [];
  const first: number[] = [];
  for (const file of readdirSync("notebooks").filter((name) => name.endsWith(".heddle.md"))) {
    const bench = new Bench();
    const found: { readonly text: string; readonly check: number; readonly cell: string }[] = [];
    const recorded: Record<string, RecordedCheck[]> = {};
    const workloads: Record<string, RecordedWorkloads[]> = {};
    bench.listen = (event) => {
      if (event.type === "workloads") {
        (workloads[event.cell] ??= []).push(recordWorkloads(event.result));
      }
      if (event.type !== "result") return;
      const { cell, check, result } = event;
      (recorded[cell] ??= []).push(result);
      for (const { replay } of result.properties) {
        if (replay !== null) found.push({ cell, check, text: replay });
      }
    };
    const cells = cellsOf(readFileSync(`notebooks/${file}`, "utf8"));
    await bench.run(cells);
    for (const { cell, check, text } of found) {
      const begun = performance.now();
      await bench.session.ask({ type: "replay", check: { cell, check }, text });
      all.push(performance.now() - begun);
    }
    // As after an edit: the cell is evaluated anew, and what was recorded is tried before its first
    // check explores. The time is that from the wish to run to the first answer, "still fails" or
    // "no longer fails", with the evaluation of the cell before it. A cell of several awaited checks
    // makes its second scenario when the first check is done, so that later answers wait for
    // explorations: cells whose first answer would do so are not counted.
    for (const cell of cells.filter(({ name }) => (recorded[name] ?? []).length > 0)) {
      const begun = performance.now();
      let answered = Infinity;
      let explored = false;
      bench.listen = ({ type }) => {
        if (type === "result") explored = true;
        if (type === "replayed" && !explored) {
          answered = Math.min(answered, performance.now() - begun);
        }
      };
      await bench.session.run({
        cells: [
          {
            cell,
            mode: "explore",
            recorded: recorded[cell.name],
            recordedWorkloads: workloads[cell.name] ?? [],
          },
        ],
      });
      if (answered < Infinity) first.push(answered);
    }
    bench.session.close();
  }
  const worst = (ms: readonly number[]) => ({
    replays: ms.length,
    slowest: Math.ceil(Math.max(...ms)),
  });
  return [
    summary("replay a recorded counterexample", all, worst(all)),
    summary("first replay after an edit", first, worst(first)),
  ];
}

/** Everything about the kernel; the bundled notebooks are run once for their counterexamples. */
export async function kernel(): Promise<Measurement[]> {
  const spin = "s.thread('t', function* () { for (;;); });";
  const writers = `for (let t = 0; t < 9; t++) {
      const x = s.shared("x" + t, 0);
      s.thread("t" + t, function* () { for (let i = 1; i <= 12; i++) yield* x.write(i); });
    }
    s.always("p", () => true);`;
  return [
    await starting(),
    await interrupting("for(;;) in a cell", "for (;;);"),
    await interrupting("for(;;) in a thread", `await check(scenario("s", (s) => { ${spin} }));`),
    await interrupting("a search", `await check(scenario("s", (s) => { ${writers} }));`),
    ...(await replaying()),
  ];
}
