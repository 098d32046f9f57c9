/**
 * `npm run bench [-- --json] [-- NAME...]`: how fast the engine is here and now. A table, or with
 * `--json` one object. Names select groups: traces, states, notebooks,
 * export, start. No time passes or
 * fails anything.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { stateFindings } from "../../engine/check/state-verdicts.js";
import { PropertyEvaluator } from "../../engine/check/evaluate.js";
import { finish } from "../../engine/explore/states/state-graph.js";
import { StateSearch } from "../../engine/explore/states/state-search.js";
import { TraceSearch } from "../../engine/explore/traces/search.js";
import { Machine } from "../../engine/memory/machine.js";
import type { Scenario } from "../../engine/index.js";
import { big0, fibBench, lastzero, readers } from "../conformance/programs.js";
import { exportsOf } from "./export.js";
import { type Measurement, measure } from "./measure.js";
import { ring } from "./models.js";

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
  notebooks: () =>
    readdirSync("notebooks")
      .filter((file) => file.endsWith(".heddle.md"))
      .map((file) =>
        measure(`heddle run ${file}`, () => runCommand("run", `notebooks/${file}`), null, 5),
      ),
  export: exportsOf,
  start: () => [
    measure("node -e 0", () => runNode("-e", "0"), null, 5),
    measure("heddle --help", () => runCommand("--help"), null, 5),
  ],
};

function runCommand(...args: string[]): Readonly<Record<string, number>> {
  return runNode("dist/cli.js", ...args);
}

function runNode(...args: string[]): Readonly<Record<string, number>> {
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  return { exitCode: status ?? -1 };
}

function line({ name, counts, median, rate }: Measurement): string {
  const speed =
    rate === null ? "" : `${Math.round(rate.perSecond).toLocaleString("en-US")} ${rate.of}/s`;
  const facts = Object.entries(counts).map(([key, n]) => `${key} ${n.toLocaleString("en-US")}`);
  return `${name.padEnd(34)}${median.toFixed(0).padStart(8)} ms  ${speed.padEnd(28)}${facts.join(", ")}`;
}

const args = process.argv.slice(2);
const json = args.includes("--json");
const wanted = args.filter((arg) => !arg.startsWith("--"));
const unknown = wanted.filter((name) => !(name in groups));
if (unknown.length > 0) {
  process.stderr.write(
    `unknown: ${unknown.join(", ")}; there are ${Object.keys(groups).join(", ")}\n`,
  );
  process.exitCode = 64;
} else {
  const all: Measurement[] = [];
  for (const [name, run] of Object.entries(groups)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const measured = await run();
    all.push(...measured);
    if (!json) process.stdout.write(measured.map((m) => `${line(m)}\n`).join(""));
  }
  const machine = `node ${process.version}, ${process.platform} ${process.arch}`;
  if (json) process.stdout.write(`${JSON.stringify({ machine, measurements: all }, null, 2)}\n`);
}
