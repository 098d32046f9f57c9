/** Runs a random program through the traces engine and through the oracle. */
import { PropertyEvaluator } from "../../engine/explore/property-evaluator.js";
import type { Findings } from "../../engine/check/findings.js";
import { OutcomeCounter } from "../../engine/check/outcome-counter.js";
import type { MemoryModel } from "../../engine/check/result.js";
import { traceFindings } from "../../engine/check/trace-verdicts.js";
import { TraceSearch } from "../../engine/explore/traces/search.js";
import { machineFor } from "../../engine/memory/models.js";
import { type Comparison, Differences, compareMoves } from "./compare.js";
import { OracleMachine } from "./oracle-machine.js";
import {
  type OracleNode,
  endKind,
  exploreAll,
  hasFailed,
  holdsIn,
  observedText,
} from "./oracle.js";
import type { RandomProgram } from "./program.js";
import { countTraces } from "./sleep-sets.js";
import { type Spelling, toScenario } from "./to-scenario.js";

/** Most steps of the sleep-set search. */
const mostSteps = 4000;

/** Compares the traces engine with the oracle; the program has no retry loops. */
export function compareTraces(program: RandomProgram, memory: MemoryModel): Comparison {
  const machine = new OracleMachine(program, memory);
  const nodes = exploreAll(machine, false);
  if (nodes === null) return { differences: [], compared: null };
  const differences = new Differences();

  const bare = explore(program, memory, { bare: true, observedOutcome: true });
  differences.expect("sleep-set-blocked runs", bare.search.sleepSetBlocked, 0);
  const wanted = nodes.filter(completes).map(({ state }) => observedText(machine, state));
  differences.expect(
    "final states",
    bare.findings.outcomes.map(({ text }) => text),
    [...new Set(wanted)].sort(),
  );
  const counted = memory === "sc" ? countTraces(machine, mostSteps) : null;
  if (counted !== null) {
    const { complete, deadlocked: deadlock, failed, assumed } = bare.search.judge;
    differences.expect("traces", { complete, deadlock, failed, assumed }, counted);
  }

  const full = explore(program, memory, {});
  differences.expect("sleep-set-blocked runs", full.search.sleepSetBlocked, 0);
  compareVerdicts(program, machine, nodes, full.findings, differences);
  if (program.children.length < 2) compareMoves(program, machine, full.findings, differences);
  return { differences: differences.list, compared: counted === null ? "graph" : "everything" };
}

function completes(node: OracleNode): boolean {
  return node.enabled === 0 && endKind(node.state) === "complete";
}

function explore(
  program: RandomProgram,
  memory: MemoryModel,
  spelling: Spelling,
): { search: TraceSearch; findings: Findings } {
  const machine = machineFor(toScenario(program, spelling).build(), memory);
  const evaluator = new PropertyEvaluator(machine);
  const outcomes = new OutcomeCounter(machine, evaluator);
  const search = new TraceSearch(machine, evaluator, {
    onEnd: (end) => {
      if (end === "complete") outcomes.count();
    },
  });
  while (!search.run(1_000_000));
  return { search, findings: traceFindings(search, outcomes, true) };
}

function compareVerdicts(
  program: RandomProgram,
  machine: OracleMachine,
  nodes: readonly OracleNode[],
  findings: Findings,
  { expect }: Differences,
): void {
  program.properties.forEach(({ kind, pred }, p) => {
    const { verdict } = findings.declared[p];
    const holds = (node: OracleNode) => holdsIn(machine, pred, node.state);
    const violated = (bad: boolean) => (bad ? "violated" : "holds");
    const what = `property ${p} (${kind})`;
    switch (kind) {
      case "always":
        return expect(what, verdict, violated(!nodes.every(holds)));
      case "reachable":
        return expect(what, verdict, nodes.some(holds) ? "reachable" : "unreachable");
      case "atEnd":
        return expect(what, verdict, violated(nodes.some((n) => completes(n) && !holds(n))));
      case "eventually":
        return expect(what, verdict, "undecided");
    }
  });
  const stuck = nodes.some((n) => n.enabled === 0 && endKind(n.state) === "deadlock");
  expect("deadlock", findings.deadlock.verdict, stuck ? "violated" : "holds");
  const failing = nodes.some(({ state }) => hasFailed(state));
  expect("assert", findings.assert.verdict, failing ? "violated" : "holds");
}
