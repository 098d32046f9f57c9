/** Runs a random program through the engine and through the oracle and lists what differs. */
import type { Finding, Findings } from "../../engine/check/findings.js";
import type { MemoryModel } from "../../engine/check/result.js";
import { stateFindings } from "../../engine/check/state-verdicts.js";
import { finish } from "../../engine/explore/states/state-graph.js";
import { StateSearch } from "../../engine/explore/states/state-search.js";
import { machineFor } from "../../engine/memory/models.js";
import { hasCycle, hasLocalCycle, simplestIn, weaklyFairRun } from "./oracle-graph.js";
import { wrongWith } from "./follow.js";
import { OracleMachine } from "./oracle-machine.js";
import type { OracleState } from "./oracle-state.js";
import {
  type OracleNode,
  type Tally,
  endKind,
  enumerate,
  exploreAll,
  hasFailed,
  holdsIn,
  observedText,
  outcomeText,
} from "./oracle.js";
import type { RandomProgram } from "./program.js";
import { toScenario } from "./to-scenario.js";

/** Most steps that the enumeration of all interleavings may take. */
export const mostSteps = 6000;

/** What was compared. */
export interface Comparison {
  readonly differences: readonly string[];
  /** Null when the program was too large for the oracle. */
  readonly compared: "everything" | "graph" | null;
}

/** Compares the states engine with the oracle. */
export function compareStates(program: RandomProgram, memory: MemoryModel): Comparison {
  const machine = new OracleMachine(program, memory);
  const full = exploreAll(machine, false);
  const reduced = full === null ? null : exploreAll(machine, true);
  if (full === null || reduced === null) return { differences: [], compared: null };

  const seen = new Set<string>();
  const scenario = toScenario(program, { observer: (state) => seen.add(state) });
  const search = new StateSearch(
    machineFor(scenario.build(), memory),
    { states: 100_000, bytes: 1e9 },
    false,
  );
  while (!search.run(1_000_000));
  const findings = finish(stateFindings(search, search.stopped === null));

  const differences = new Differences();
  const { expect } = differences;

  const nodes = full.map(({ state }) => state);
  const wantedSeen = new Set(nodes.map((state) => observedText(machine, state)));
  expect("stopped", search.stopped, null);
  expect("observed states", [...seen].sort(), [...wantedSeen].sort());
  const cyclic = hasCycle(reduced);
  expect("unbounded", findings.unbounded !== null, cyclic);
  if (program.children.length < 2 && !hasLocalCycle(reduced)) {
    expect("states", search.visited.size, Math.max(1, reduced.length));
  }
  compareVerdicts(program, machine, full, reduced, findings, expect);
  if (program.children.length < 2) compareMoves(program, machine, findings, differences);

  const counted = cyclic ? null : enumerate(machine, mostSteps);
  if (counted !== null) {
    expect("interleavings", findings.interleavings, counted.interleavings);
    expect("deadlocked", findings.deadlocked, counted.deadlocked);
    const histogram = findings.outcomes.map(({ text: of, count }) => [of, count] as const);
    expect("outcomes", histogram, [...counted.outcomes].sort());
    const all = [
      ...findings.declared.slice(0, program.properties.length),
      findings.deadlock,
      findings.assert,
    ];
    all.forEach((finding, p) => {
      const kind = program.properties[p]?.kind;
      if (kind === "eventually") return;
      compareTally(`property ${p} (${kind ?? "implicit"})`, finding, counted.tallies[p], expect);
    });
  }
  return { differences: differences.list, compared: counted === null ? "graph" : "everything" };
}

/** Collects what differs. */
export class Differences {
  readonly list: string[] = [];

  /** Notes a difference unless both values have the same text. */
  readonly expect = (what: string, got: unknown, wanted: unknown): void => {
    const [a, b] = [text(got), text(wanted)];
    if (a !== b) this.list.push(`${what}: engine ${a}, oracle ${b}`);
  };
}

type Expect = Differences["expect"];

function compareTally(what: string, finding: Finding, tally: Tally, expect: Expect): void {
  expect(`${what} failing`, finding.failing, tally.count);
  expect(`${what} simplest`, simplestOf(finding), tally.simplest);
}

function simplestOf(finding: Finding): readonly [number, number] | null {
  return finding.moves === null ? null : [finding.switches!, finding.moves.length];
}

/** Verdicts need no enumeration: they are read off the graph of all states. */
function compareVerdicts(
  program: RandomProgram,
  machine: OracleMachine,
  full: readonly OracleNode[],
  reduced: readonly OracleNode[],
  findings: Findings,
  expect: Expect,
): void {
  const isEnd = (node: OracleNode) => node.enabled === 0;
  const complete = (node: OracleNode) => isEnd(node) && endKind(node.state) === "complete";
  const deadlocked = (node: OracleNode) => isEnd(node) && endKind(node.state) === "deadlock";
  const failed = (node: OracleNode) => hasFailed(node.state);
  const steady = !hasLocalCycle(reduced);
  const shown = (what: string, finding: Finding, isTarget: (node: OracleNode) => boolean) => {
    if (steady) expect(`${what} simplest`, simplestOf(finding), simplestIn(reduced, isTarget));
  };

  program.properties.forEach(({ kind, pred }, p) => {
    const finding = findings.declared[p];
    const holds = (node: OracleNode) => holdsIn(machine, pred, node.state);
    const what = `property ${p} (${kind})`;
    switch (kind) {
      case "always":
        expect(what, finding.verdict, full.every(holds) ? "holds" : "violated");
        shown(what, finding, (node) => !holds(node));
        return;
      case "reachable":
        expect(what, finding.verdict, full.some(holds) ? "reachable" : "unreachable");
        shown(what, finding, holds);
        return;
      case "atEnd": {
        const bad = (node: OracleNode) => complete(node) && !holds(node);
        expect(what, finding.verdict, full.some(bad) ? "violated" : "holds");
        shown(what, finding, bad);
        return;
      }
      case "eventually": {
        const bad = weaklyFairRun(full, holds);
        expect(what, finding.verdict, bad ? "violated" : "holds");
      }
    }
  });
  expect("deadlock", findings.deadlock.verdict, full.some(deadlocked) ? "violated" : "holds");
  shown("deadlock", findings.deadlock, deadlocked);
  expect("assert", findings.assert.verdict, full.some(failed) ? "violated" : "holds");
  shown("assert", findings.assert, failed);
  const endless = weaklyFairRun(full, () => false, { endless: true });
  expect("live-lock", findings.livelock.verdict, endless ? "violated" : "holds");
  expect("thrown", findings.error.verdict, "holds");
  const outcomes = full.filter(complete).flatMap(({ state }) => outcomeText(program, state) ?? []);
  expect(
    "outcome texts",
    findings.outcomes.map(({ text: of }) => of),
    [...new Set(outcomes)].sort(),
  );
}

/** Every interleaving that the engine shows is one, and shows what it should. */
export function compareMoves(
  program: RandomProgram,
  machine: OracleMachine,
  findings: Findings,
  { expect }: Differences,
): void {
  program.properties.forEach(({ kind, pred }, p) => {
    const holds = (state: OracleState) => holdsIn(machine, pred, state);
    const bad = (state: OracleState) => holds(state) === (kind === "reachable");
    const good = kind === "eventually" ? holds : undefined;
    const wrong = wrongWith(machine, findings.declared[p], bad, good);
    expect(`interleaving of property ${p}`, wrong, null);
  });
  const stuck = (state: OracleState) =>
    machine.moves(state, false).length === 0 && endKind(state) === "deadlock";
  const failed = (state: OracleState) => state.threads.some((t) => t.status === "failed");
  const { deadlock, assert, livelock } = findings;
  expect("interleaving of the deadlock", wrongWith(machine, deadlock, stuck), null);
  expect("interleaving of the assertion", wrongWith(machine, assert, failed), null);
  expect(
    "interleaving of the live-lock",
    wrongWith(machine, livelock, () => false),
    null,
  );
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? Number(v) : v));
}
