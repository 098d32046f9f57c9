/** What is kept of a cell's run: enough to show it again and to notice when it changes. */
import { type ImplicitKind, implicitNames } from "../../../engine/check/implicit-properties.js";
import type { CheckResult, PropertyKind, Verdict } from "../../../engine/check/result.js";
import type { RecordedCheck, RecordedProperty } from "../../../engine/check/recorded.js";
import type { Matrix, MatrixColumn } from "../../../engine/sweep/matrix.js";
import type { RecordedWorkloads, WorkloadsResult } from "../../../engine/workloads/result.js";

/** A sweep's matrix: which of the cell's checks is in which box. */
export interface RecordedMatrix {
  readonly name: string;
  readonly rows: readonly string[];
  readonly columns: readonly MatrixColumn[];
  /** By row, then by column: the check's index in `CellRecord.checks`, or null. */
  readonly boxes: readonly (readonly (number | null)[])[];
}

/** What the checks of a cell found, in the order in which they began. */
export interface Findings {
  readonly checks: readonly RecordedCheck[];
  readonly workloads: readonly RecordedWorkloads[];
  readonly matrices: readonly RecordedMatrix[];
}

/** What a cell's run found, and what it was a run of. */
export interface CellRecord extends Findings {
  /** Key of the cell when it ran, see `cellKeys`. */
  readonly key: string;
  /** The cell's own part of the key, see `sourceDigest`. */
  readonly source: string;
  /** Version of the engine that ran it. */
  readonly engine: string;
  /** When it ran: ISO 8601, UTC. */
  readonly recorded: string;
  /** Since when the cell is known to have changed; null while it has not. */
  readonly staleSince: string | null;
}

/** The recorded results of a notebook, by name of the cell, in file order. */
export type Results = ReadonlyMap<string, CellRecord>;

/** A check's result without what is rebuilt by replay or says nothing about the scenario. */
export function recordCheck(result: CheckResult): RecordedCheck {
  return {
    scenario: result.scenario,
    memory: result.memory,
    engine: result.engine,
    engineReason: result.engineReason,
    stopped: result.stopped,
    states: result.states,
    transitions: result.transitions,
    interleavings: result.interleavings,
    unbounded: result.unbounded,
    assumeBlocked: result.assumeBlocked,
    deadlocked: result.deadlocked,
    // Reports show two digits.
    collisionProbability: Number(result.collisionProbability.toPrecision(2)),
    outcomes: result.outcomes,
    properties: result.properties.map(({ trace: _, asExpected: __, ...rest }) => rest),
  };
}

/** The result of a series of workloads as it is kept. */
export function recordWorkloads({ result, ms: _, ...rest }: WorkloadsResult): RecordedWorkloads {
  return { ...rest, result: result === null ? null : recordCheck(result) };
}

/**
 * A matrix as it is kept.
 *
 * @param checks by index into `Matrix.results`: the check's index among the checks of the cell
 */
export function recordMatrix(matrix: Matrix, checks: readonly number[]): RecordedMatrix {
  const { name, rows, columns } = matrix;
  const boxes = matrix.boxes.map((row) =>
    row.map((box) => (box === null ? null : (checks[box.result] ?? null))),
  );
  return { name, rows, columns, boxes };
}

/** The verdict that a property without an expectation of its own is expected to have. */
export function usualVerdict(kind: PropertyKind): Verdict {
  return kind === "reachable" ? "reachable" : "holds";
}

/** A property that nobody asked for, as it is when it holds in every interleaving. */
export function impliedProperty(kind: ImplicitKind): Required<RecordedProperty> {
  return {
    property: implicitNames[kind],
    kind,
    verdict: "holds",
    expected: "holds",
    failing: 0n,
    minimal: false,
    switches: null,
    steps: null,
    replay: null,
    message: null,
  };
}

/** The properties that say something: the ones that were asked for, and others that fail. */
export function tellingProperties({ properties }: RecordedCheck): readonly RecordedProperty[] {
  return properties.filter(
    ({ kind, verdict, expected }) =>
      !impliedKinds.has(kind) || verdict !== "holds" || expected !== "holds",
  );
}

const impliedKinds: ReadonlySet<string> = new Set(Object.keys(implicitNames));
