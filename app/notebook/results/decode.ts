import * as v from "valibot";
import { type ImplicitKind, implicitNames } from "../../../engine/check/implicit-properties.js";
import { resultsVersion } from "./encode.js";
import { type CellRecord, type Results, impliedProperty, usualVerdict } from "./record.js";

/** What a sidecar's text turned out to be. */
export type Decoded =
  | { readonly kind: "results"; readonly results: Results }
  /** Written by a newer Heddle; not to be overwritten. */
  | { readonly kind: "newer"; readonly version: number }
  /** Not what any Heddle wrote; `message` is one sentence without a full stop. */
  | { readonly kind: "damaged"; readonly message: string };

const text = v.string();
const count = v.pipe(v.number(), v.minValue(0));
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const bigCount = v.pipe(
  v.string(),
  v.regex(/^\d+$/),
  v.transform((digits) => BigInt(digits)),
);
const memory = v.picklist(["sc", "tso", "weak"]);
const verdict = v.picklist(["holds", "violated", "reachable", "unreachable", "undecided"]);
const nullable = <T extends v.GenericSchema>(schema: T) => v.optional(v.nullable(schema), null);
/** Of a text, because lists are easier to read in a file. */
const lines = v.pipe(
  v.union([text, v.array(text)]),
  v.transform((value) => (typeof value === "string" ? value : value.join("\n"))),
);

const property = v.pipe(
  v.object({
    property: text,
    kind: v.picklist([
      "always",
      "atEnd",
      "reachable",
      "eventually",
      "assert",
      "error",
      "deadlock",
      "livelock",
    ]),
    verdict,
    expected: v.optional(verdict),
    failing: nullable(bigCount),
    switches: nullable(index),
    steps: nullable(index),
    minimal: v.optional(v.boolean(), false),
    message: nullable(text),
    replay: nullable(lines),
  }),
  v.transform((one) => ({ ...one, expected: one.expected ?? usualVerdict(one.kind) })),
);

const checkShape = v.object({
  scenario: text,
  memory,
  engine: v.picklist(["states", "traces"]),
  engineReason: v.optional(text, ""),
  stopped: nullable(
    v.object({
      budget: v.picklist(["states", "executions", "memory", "time", "cancelled"]),
      limit: text,
      covered: nullable(count),
    }),
  ),
  states: nullable(index),
  transitions: v.optional(index, 0),
  interleavings: nullable(bigCount),
  unbounded: nullable(text),
  assumeBlocked: nullable(bigCount),
  deadlocked: nullable(bigCount),
  collisionProbability: v.optional(count, 0),
  outcomes: v.optional(
    v.array(v.object({ text, count: nullable(bigCount), states: nullable(index) })),
    [],
  ),
  properties: v.optional(v.array(property), []),
});

/** Nobody has to write down that what nobody asked for holds. */
const check = v.pipe(
  checkShape,
  v.transform((one) => {
    const declared = one.properties.filter(({ kind }) => !(kind in implicitNames));
    const implied = Object.keys(implicitNames).map(
      (kind) =>
        one.properties.find((each) => each.kind === kind) ?? impliedProperty(kind as ImplicitKind),
    );
    return { ...one, properties: [...declared, ...implied] };
  }),
);

const workloads = v.object({
  name: text,
  verdict: v.picklist(["holds", "violated", "undecided"]),
  workloads: v.optional(index, 0),
  states: v.optional(index, 0),
  seed: v.optional(v.number(), 0),
  path: nullable(text),
  smallest: nullable(text),
  result: nullable(check),
  shrinks: v.optional(index, 0),
});

const matrix = v.object({
  name: text,
  rows: v.array(text),
  columns: v.array(v.object({ variant: v.nullable(text), memory, property: text })),
  boxes: v.array(v.array(v.nullable(index))),
});

const cell = v.object({
  cell: text,
  key: text,
  source: text,
  engine: text,
  recorded: v.pipe(text, v.isoTimestamp()),
  staleSince: nullable(v.pipe(text, v.isoTimestamp())),
  checks: v.optional(v.array(check), []),
  workloads: v.optional(v.array(workloads), []),
  matrices: v.optional(v.array(matrix), []),
});

const file = v.object({ heddleResults: v.literal(resultsVersion), cells: v.array(cell) });

/** Reads the text of a sidecar; never throws. */
export function decodeResults(json: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return { kind: "damaged", message: `it is not JSON: ${(error as Error).message}` };
  }
  const version = (value as { heddleResults?: unknown } | null)?.heddleResults;
  if (typeof version === "number" && version > resultsVersion) return { kind: "newer", version };
  const read = v.safeParse(file, value);
  if (!read.success) {
    const [issue] = read.issues;
    const path = v.getDotPath(issue);
    const at = path === null ? "at its top" : `at ${path}`;
    return { kind: "damaged", message: `${at}: ${issue.message.replace(/^Invalid \w+: /, "")}` };
  }
  const results = new Map<string, CellRecord>();
  for (const { cell: name, ...record } of read.output.cells) {
    if (results.has(name)) return { kind: "damaged", message: `cell ${name} is there twice` };
    results.set(name, record);
  }
  return { kind: "results", results };
}
