/**
 * What has to be kept of a check's result so that it can be shown again without exploring: no
 * traces and no deciding pairs, which are found again from replay strings. Plain data.
 */
import type { CheckResult, PropertyResult } from "./result.js";

/** A property as recorded: its verdict, its figures and the replay string of its interleaving. */
export type RecordedProperty = Pick<
  PropertyResult,
  "property" | "kind" | "verdict" | "expected" | "replay"
> &
  Partial<Omit<PropertyResult, "trace" | "asExpected" | "deciding">>;

/** A check as recorded; what is left out is unknown (null, or zero for a figure). */
export type RecordedCheck = Pick<CheckResult, "scenario" | "memory" | "engine" | "stopped"> &
  Partial<Omit<CheckResult, "properties">> & { readonly properties: readonly RecordedProperty[] };

/** What a recording may leave out, in the order of a result that was explored. */
const unknown: CheckResult = {
  scenario: "",
  memory: "sc",
  engine: "states",
  engineReason: "recorded",
  stopped: null,
  states: null,
  transitions: 0,
  interleavings: null,
  unbounded: null,
  assumeBlocked: null,
  deadlocked: null,
  sleepSetBlocked: null,
  nodes: 0,
  unfolded: 0,
  replayed: 0,
  bytes: 0,
  collisionProbability: 0,
  outcomes: [],
  properties: [],
  ms: 0,
};

const unknownProperty: PropertyResult = {
  property: "",
  kind: "always",
  verdict: "undecided",
  expected: "holds",
  asExpected: false,
  failing: null,
  trace: null,
  minimal: false,
  switches: null,
  steps: null,
  replay: null,
  message: null,
};

/**
 * A recorded check as a result that can be shown at once: without interleavings, which `recall` finds
 * again, and with zero or null for what is not known.
 */
export function resultOf(recorded: RecordedCheck): CheckResult {
  return { ...unknown, ...recorded, properties: recorded.properties.map(propertyOf) };
}

function propertyOf(recorded: RecordedProperty): PropertyResult {
  const asExpected = recorded.verdict === recorded.expected;
  return { ...unknownProperty, ...recorded, asExpected, trace: null };
}
