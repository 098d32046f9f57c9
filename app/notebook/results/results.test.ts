import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeResults } from "./decode.js";
import { encodeResults } from "./encode.js";
import { type CellRecord, type Results, impliedProperty } from "./record.js";

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const text = fc.string({ maxLength: 12 });
const big = fc.bigInt({ min: 0n, max: 10n ** 40n });
const memory = fc.constantFrom("sc" as const, "tso" as const, "weak" as const);
const verdict = fc.constantFrom(
  ...(["holds", "violated", "reachable", "unreachable", "undecided"] as const),
);
const property = fc.record({
  property: text,
  kind: fc.constantFrom("always" as const, "reachable" as const),
  verdict,
  expected: verdict,
  failing: orNull(big),
  minimal: fc.boolean(),
  switches: orNull(fc.nat(9)),
  steps: orNull(fc.nat(9)),
  message: orNull(text),
  replay: orNull(fc.constantFrom("heddle1.abc", "heddle1.abc\ndef")),
});
const implicitKinds = ["deadlock", "livelock", "assert", "error"] as const;
/** What differs from one that holds. */
const implied = fc.oneof(
  fc.constant({}),
  fc.constant({ failing: null }),
  fc.constant({ verdict: "undecided" as const }),
  fc.record({ verdict, failing: orNull(big), replay: fc.constant("heddle1.abc") }),
);
const check = fc.record({
  scenario: text,
  memory,
  engine: fc.constantFrom("states" as const, "traces" as const),
  engineReason: text,
  stopped: orNull(
    fc.record({
      budget: fc.constantFrom("states" as const, "time" as const),
      limit: text,
      covered: orNull(fc.constantFrom(0, 0.25, 1)),
    }),
  ),
  states: orNull(fc.nat()),
  transitions: fc.nat(),
  interleavings: orNull(big),
  unbounded: orNull(text),
  assumeBlocked: orNull(big),
  deadlocked: orNull(big),
  collisionProbability: fc.constantFrom(0, 1e-12),
  outcomes: fc.array(fc.record({ text, count: orNull(big), states: orNull(fc.nat()) }), {
    maxLength: 3,
  }),
  properties: fc
    .tuple(fc.array(property, { maxLength: 2 }), fc.tuple(implied, implied, implied, implied))
    .map(([declared, four]) => [
      ...declared,
      ...implicitKinds.map((kind, at) => ({ ...impliedProperty(kind), ...four[at], kind })),
    ]),
});
const record: fc.Arbitrary<CellRecord> = fc.record({
  key: text,
  source: text,
  engine: text,
  recorded: fc.constant("2026-11-23T04:05:06.000Z"),
  staleSince: orNull(fc.constant("2026-11-24T00:00:00Z")),
  checks: fc.array(check, { maxLength: 2 }),
  workloads: fc.array(
    fc.record({
      name: text,
      verdict: fc.constantFrom("holds" as const, "violated" as const),
      workloads: fc.nat(),
      states: fc.nat(),
      seed: fc.integer(),
      path: orNull(text),
      smallest: orNull(text),
      result: orNull(check),
      shrinks: fc.nat(),
    }),
    { maxLength: 1 },
  ),
  matrices: fc.array(
    fc.record({
      name: text,
      rows: fc.array(text, { maxLength: 2 }),
      columns: fc.array(fc.record({ variant: orNull(text), memory, property: text }), {
        maxLength: 2,
      }),
      boxes: fc.array(fc.array(orNull(fc.nat(9)), { maxLength: 2 }), { maxLength: 2 }),
    }),
    { maxLength: 1 },
  ),
});
const name = fc.oneof(text, fc.constantFrom("__proto__", "constructor", "7"));
const results: fc.Arbitrary<Results> = fc
  .array(fc.tuple(name, record), { maxLength: 4 })
  .map((cells) => new Map(cells));

test("what was written is read again, cells in their order", () => {
  fc.assert(
    fc.property(results, (written) => {
      const decoded = decodeResults(encodeResults(written));
      expect(decoded).toEqual({ kind: "results", results: written });
      if (decoded.kind !== "results") return;
      expect([...decoded.results.keys()]).toEqual([...written.keys()]);
      expect(encodeResults(decoded.results)).toBe(encodeResults(written));
    }),
    { numRuns: 300 },
  );
});

const small: Results = new Map([
  [
    "lost-update",
    {
      key: "0123456789abcdef0123456789abcdef",
      source: "fedcba9876543210fedcba9876543210",
      engine: "1-9f86d081884c7d65",
      recorded: "2026-11-23T04:05:06Z",
      staleSince: null,
      checks: [
        {
          scenario: "increments",
          memory: "sc",
          engine: "states",
          engineReason: "few enough states",
          stopped: null,
          states: 14,
          transitions: 20,
          interleavings: 6n,
          outcomes: [{ text: "x=1", count: 4n, states: 2 }],
          properties: [
            {
              property: "no increment is lost",
              kind: "atEnd",
              verdict: "violated",
              expected: "holds",
              failing: 4n,
              switches: 2,
              steps: 4,
              minimal: true,
              replay: "heddle1.AAECAwQFBgcICQ",
            },
            ...implicitKinds.map(impliedProperty),
          ],
        },
      ],
      workloads: [],
      matrices: [],
    },
  ],
]);

test("a sidecar is small, ordered and has a line for each claim", () => {
  expect(encodeResults(small)).toMatchInlineSnapshot(`
    "{
      "heddleResults": 1,
      "cells": [
        {
          "cell": "lost-update",
          "key": "0123456789abcdef0123456789abcdef",
          "source": "fedcba9876543210fedcba9876543210",
          "engine": "1-9f86d081884c7d65",
          "recorded": "2026-11-23T04:05:06Z",
          "checks": [
            {
              "scenario": "increments",
              "memory": "sc",
              "engine": "states",
              "engineReason": "few enough states",
              "states": 14,
              "transitions": 20,
              "interleavings": "6",
              "outcomes": [{ "text": "x=1", "count": "4", "states": 2 }],
              "properties": [
                {
                  "property": "no increment is lost",
                  "kind": "atEnd",
                  "verdict": "violated",
                  "failing": "4",
                  "switches": 2,
                  "steps": 4,
                  "minimal": true,
                  "replay": "heddle1.AAECAwQFBgcICQ"
                }
              ]
            }
          ]
        }
      ]
    }
    "
  `);
});

describe("a sidecar that cannot be used", () => {
  test.each([
    ["", "it is not JSON"],
    ["{", "it is not JSON"],
    ["null", "at its top"],
    ["[]", "at heddleResults"],
    ["{}", "at heddleResults"],
    ['{"heddleResults": 0, "cells": []}', "at heddleResults"],
    ['{"heddleResults": 1}', "at cells"],
    ['{"heddleResults": 1, "cells": [{}]}', "at cells.0.cell"],
    [
      encodeResults(small).replace('"interleavings": "6"', '"interleavings": "six"'),
      "interleavings",
    ],
    [encodeResults(small).replace('"sc"', '"arm"'), "at cells.0.checks.0.memory"],
    [encodeResults(small).replace("2026-11-23T", "yesterday "), "at cells.0.recorded"],
  ])("%j is damaged", (json, where) => {
    const decoded = decodeResults(json);
    expect(decoded).toMatchObject({ kind: "damaged", message: expect.stringContaining(where) });
  });

  test("has a cell twice", () => {
    const one = encodeResults(small)
      .replace(/^[^]*?"cells": \[/, "")
      .replace(/\]\s*\}\s*$/, "");
    expect(decodeResults(`{"heddleResults": 1, "cells": [${one}, ${one}]}`)).toEqual({
      kind: "damaged",
      message: "cell lost-update is there twice",
    });
  });

  test("is of a newer Heddle", () => {
    expect(decodeResults('{"heddleResults": 2, "lanes": {}}')).toEqual({
      kind: "newer",
      version: 2,
    });
  });

  test("makes no trouble, whatever is in it", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(decodeResults(json).kind).not.toBe("results");
      }),
    );
  });
});
