/**
 * `npm run bench [-- --json] [-- NAME...]`: how fast the engine is here and now. A table, or with
 * `--json` one object. Names select groups: traces, states, workers, notebooks, notebook-core,
 * kernel, export, start, page. No time passes or fails anything.
 */
import { spawnSync } from "node:child_process";
import { stateFindings } from "../../engine/check/state-verdicts.js";
import { PropertyEvaluator } from "../../engine/explore/property-evaluator.js";
import { finish } from "../../engine/explore/states/state-graph.js";
import { StateSearch } from "../../engine/explore/states/state-search.js";
import { TraceSearch } from "../../engine/explore/traces/search.js";
import { Machine } from "../../engine/memory/machine.js";
import type { Scenario } from "../../engine/index.js";
import { big0, fibBench, lastzero, readers } from "../conformance/programs.js";
import { commandLine, measureCommand } from "./check-notebooks.js";
import { exportsOf } from "./export.js";
import { kernel } from "./kernel.js";
import { type Measurement, measure } from "./measure.js";
import { ring } from "./models.js";
import { notebookCore } from "./notebook-core.js";
import { notebookLines, notebooksHead, notebooksSummary } from "./notebook-table.js";
import { measureNotebooks } from "./notebooks.js";
import { measurePage, pageLine } from "./page/measure-page.js";
import { measureWorkers, workersLines } from "./workers.js";

const limits = { states: 100_000_000, bytes: 8 * 2 ** 30 };

function tracesOf(scenario: Scenario): Readonly<Record<string, number>> {
  const machine = new Machine(scenario.build());
  const search = new TraceSearch(machine, new PropertyEvaluator(machine));
  while (!search.run(1_000_000));
  const { judge } = search;
  const { unfolder } = machine.program;
  return {
    executions: judge.complete + judge.deadlocked + judge.failed,
    blocked: search.sleepSetBlocked,
    transitions: search.transitions,
    nodes: unfolder.histories,
    unfolded: unfolder.unfolded,
    replayed: unfolder.replayed,
  };
}

function statesOf(scenario: Scenario, count: boolean): Readonly<Record<string, number>> {
  const search = new StateSearch(new Machine(scenario.build()), limits, false);
  while (!search.run(1_000_000));
  const { size, bytes } = search.visited;
  const graph = search.graph?.bytes ?? 0;
  if (count) finish(stateFindings(search, true));
  return {
    states: size,
    transitions: search.transitions,
    bytesPerState: Math.round((bytes / size) * 10) / 10,
    graphBytesPerState: Math.round((graph / size) * 10) / 10,
  };
}

const groups: Readonly<Record<string, () => Measurement[] | Promise<Measurement[]>>> = {
  traces: () => [
    measure("fib_bench(5)", () => tracesOf(fibBench(5).scenario), "executions"),
    measure("lastzero(15)", () => tracesOf(lastzero(15).scenario), "executions"),
    measure("readers(15)", () => tracesOf(readers(15).scenario), "executions"),
    measure("big0", () => tracesOf(big0().scenario), "executions"),
  ],
  states: () => [
    measure("ring(4, 7): search", () => statesOf(ring(4, 7, 4), false), "transitions", 1),
    measure("ring(4, 7): search and counts", () => statesOf(ring(4, 7, 4), true), "states", 1),
    measure("big0", () => statesOf(big0().scenario, true), "states"),
  ],
  "notebook-core": notebookCore,
  kernel,
  export: exportsOf,
  start: () => [
    measure("node -e 0", () => runNode("-e", "0"), null, 5),
    measure("heddle --help", () => runNode("dist/cli.js", "--help"), null, 5),
  ],
};

function runNode(...args: string[]): Readonly<Record<string, number>> {
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  return { exitCode: status ?? -1 };
}

function line({ name, counts, cold, median, rate }: Measurement): string {
  const speed =
    rate === null ? "" : `${Math.round(rate.perSecond).toLocaleString("en-US")} ${rate.of}/s`;
  const facts = Object.entries(counts).map(([key, n]) => `${key} ${n.toLocaleString("en-US")}`);
  const first = cold === null ? "" : `first ${cold.toFixed(0)} ms`;
  return `${name.padEnd(34)}${median.toFixed(median < 10 ? 1 : 0).padStart(8)} ms  ${first.padEnd(15)}${speed.padEnd(28)}${facts.join(", ")}`;
}

/** Runs the notebooks, printing as they are done unless `quiet`. */
async function notebooks(quiet: boolean) {
  const print = (text: string) => {
    if (!quiet) process.stdout.write(text);
  };
  print(notebooksHead);
  const times = await measureNotebooks((notebook) => print(notebookLines(notebook)));
  print(notebooksSummary(times));
  return times;
}

const args = process.argv.slice(2);
const json = args.includes("--json");
const wanted = args.filter((arg) => !arg.startsWith("--"));
const names = [...Object.keys(groups), "workers", "notebooks", "page"];
const unknown = wanted.filter((name) => !names.includes(name));
const wants = (name: string) => wanted.length === 0 || wanted.includes(name);
if (unknown.length > 0) {
  process.stderr.write(`unknown: ${unknown.join(", ")}; there are ${names.join(", ")}\n`);
  process.exitCode = 64;
} else {
  const measurements: Measurement[] = [];
  for (const [name, run] of Object.entries(groups)) {
    if (!wants(name)) continue;
    const measured = await run();
    measurements.push(...measured);
    if (!json) process.stdout.write(measured.map((m) => `${line(m)}\n`).join(""));
  }
  const workers = wants("workers") ? await measureWorkers() : null;
  if (workers !== null && !json) process.stdout.write(workersLines(workers));
  const times = wants("notebooks") ? await notebooks(json) : null;
  const command = wants("notebooks") ? await measureCommand() : null;
  if (command !== null && !json) process.stdout.write(commandLine(command));
  const page = wants("page")
    ? await measurePage((figure) => {
        if (!json) process.stdout.write(pageLine(figure));
      })
    : null;
  const machine = `node ${process.version}, ${process.platform} ${process.arch}`;
  const all = { machine, measurements, workers, notebooks: times, command, page };
  if (json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
}
