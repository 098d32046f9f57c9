import type { RecordedCheck, RecordedProperty } from "../../../engine/check/recorded.js";
import type { Outcome } from "../../../engine/check/result.js";
import type { RecordedWorkloads } from "../../../engine/workloads/result.js";
import { type ImplicitKind, implicitNames } from "../../../engine/check/implicit-properties.js";
import { type Json, printJson } from "./print-json.js";
import { type CellRecord, type RecordedMatrix, type Results, usualVerdict } from "./record.js";

/** Version of the format; a reader refuses a newer one. */
export const resultsVersion = 1;

/**
 * Recorded results as the text of a sidecar: byte-stable, cells in the order given, a line for each
 * claim, and nothing that goes without saying: null, false, empty, the usual expectation, and no
 * deadlock, live-lock, failing assertion or throwing thread in any interleaving.
 */
export function encodeResults(results: Results): string {
  const cells = [...results].map(([name, record]) => cellJson(name, record));
  return printJson({ heddleResults: resultsVersion, cells });
}

function cellJson(name: string, record: CellRecord): Json {
  const { key, source, engine, recorded, staleSince, checks, workloads, matrices } = record;
  return telling({
    cell: name,
    key,
    source,
    engine,
    recorded,
    staleSince,
    checks: checks.map(checkJson),
    workloads: workloads.map(workloadsJson),
    matrices: matrices.map(matrixJson),
  });
}

function checkJson(check: RecordedCheck): Json {
  const { stopped } = check;
  return telling({
    scenario: check.scenario,
    memory: check.memory,
    engine: check.engine,
    engineReason: check.engineReason,
    stopped: stopped === null ? null : telling({ ...stopped }),
    states: check.states,
    transitions: check.transitions,
    interleavings: check.interleavings,
    unbounded: check.unbounded,
    assumeBlocked: check.assumeBlocked,
    deadlocked: check.deadlocked,
    collisionProbability: check.collisionProbability || null,
    outcomes: (check.outcomes ?? []).map(outcomeJson),
    properties: check.properties.filter((one) => !isImplied(one)).map(propertyJson),
  });
}

/** Whether a reader adds it by itself. */
function isImplied(one: RecordedProperty): boolean {
  const { kind, verdict, expected, failing, replay } = one;
  if (!(kind in implicitNames) || one.property !== implicitNames[kind as ImplicitKind])
    return false;
  return verdict === "holds" && expected === "holds" && failing === 0n && replay === null;
}

function outcomeJson({ text, count, states }: Outcome): Json {
  return telling({ text, count, states });
}

function propertyJson(one: RecordedProperty): Json {
  const { property, kind, verdict, expected, failing, switches, steps, minimal, message } = one;
  const replay = one.replay?.split("\n") ?? null;
  return telling({
    property,
    kind,
    verdict,
    expected: expected === usualVerdict(kind) ? null : expected,
    failing,
    switches,
    steps,
    minimal,
    message,
    replay: replay?.length === 1 ? replay[0] : replay,
  });
}

function workloadsJson({ result, ...rest }: RecordedWorkloads): Json {
  return telling({ ...rest, result: result === null ? null : checkJson(result) });
}

function matrixJson({ name, rows, columns, boxes }: RecordedMatrix): Json {
  return {
    name,
    rows,
    columns: columns.map(({ variant, memory, property }) => ({ variant, memory, property })),
    boxes,
  };
}

type Fields = Readonly<Record<string, Json | bigint | undefined>>;

/** The fields that say something; big integers as decimal digits. */
function telling(fields: Fields): Json {
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value === null || value === undefined || value === false) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    kept[key] = typeof value === "bigint" ? value.toString() : (value as Json);
  }
  return kept;
}
