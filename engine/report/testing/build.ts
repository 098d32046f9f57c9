/** Short forms of traces and results, so that a test reads like the table it expects. */
import type { CheckResult, PropertyResult } from "../../check/result.js";
import type { Frame, StateEntry, Trace, TraceStep, Waiting } from "../../trace/trace.js";

/** Calls around a step, outermost first, as `id:label`; equal ids are one call. */
type Calls = readonly string[];

function framesOf(calls: Calls): Frame[] {
  return calls.map((call) => {
    const at = call.indexOf(":");
    return { id: Number(call.slice(0, at)), label: call.slice(at + 1) };
  });
}

/** A step; what is not given is empty. `label == result` may be written as one text. */
export function step(
  thread: number,
  text: string,
  { in: calls = [], ...rest }: Partial<TraceStep> & { readonly in?: Calls } = {},
): TraceStep {
  const [label = "", result = null] = text.split(" == ");
  return {
    thread,
    kind: "write",
    frames: framesOf(calls),
    label,
    result,
    remarks: [],
    facts: [],
    position: null,
    changes: [],
    touched: [],
    written: [],
    pending: [],
    ...rest,
  };
}

/** A blocked thread. */
export function waits(
  thread: number,
  label: string,
  reason: string,
  { in: calls = [], holds = [] }: { readonly in?: Calls; readonly holds?: readonly string[] } = {},
): Waiting {
  return { thread, label, frames: framesOf(calls), reason, holds };
}

/** A trace; `final` is written as `x = 1` texts, all of them changed. */
export function trace(
  threads: readonly string[],
  steps: readonly TraceStep[],
  { final = [], ...rest }: Partial<Omit<Trace, "final">> & { readonly final?: Calls } = {},
): Trace {
  const entries = final.map((text): StateEntry => {
    const at = text.indexOf(" = ");
    return { location: text.slice(0, at), value: text.slice(at + 3) };
  });
  return {
    scenario: "scenario",
    memory: "sc",
    threads,
    steps,
    final: entries,
    changed: entries.map(({ location }) => location),
    waiting: [],
    loop: null,
    ...rest,
  };
}

/** A property that holds, unless told otherwise; `asExpected` follows from the two verdicts. */
export function property(name: string, given: Partial<PropertyResult> = {}): PropertyResult {
  const usual = given.kind === "reachable" ? "reachable" : "holds";
  const { verdict = usual, expected = usual } = given;
  return {
    property: name,
    kind: "always",
    verdict,
    expected,
    asExpected: verdict === expected,
    failing: null,
    trace: null,
    minimal: false,
    switches: null,
    steps: given.trace?.steps.length ?? null,
    replay: null,
    message: null,
    ...given,
  };
}

/** The four implicit properties, holding. */
export const IMPLICIT: readonly PropertyResult[] = [
  property("no deadlock", { kind: "deadlock" }),
  property("no live-lock", { kind: "livelock" }),
  property("no failed assertion", { kind: "assert" }),
  property("no error", { kind: "error" }),
];

/** An exhaustive result of the states engine under sequential consistency. */
export function result(
  scenario: string,
  properties: readonly PropertyResult[],
  given: Partial<CheckResult> = {},
): CheckResult {
  return {
    scenario,
    memory: "sc",
    engine: "states",
    engineReason: "the scenario has invariants",
    stopped: null,
    states: 315,
    transitions: 621,
    interleavings: 12870n,
    unbounded: null,
    assumeBlocked: null,
    deadlocked: 0n,
    sleepSetBlocked: null,
    nodes: 40,
    unfolded: 38,
    replayed: 12,
    bytes: 7560,
    collisionProbability: 0,
    outcomes: [],
    properties,
    ms: 12.5,
    ...given,
  };
}
