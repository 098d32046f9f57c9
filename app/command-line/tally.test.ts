import { expect, test } from "vitest";
import type { CheckResult, PropertyResult, Verdict } from "../../engine/check/result.js";
import { jsonRows } from "../../engine/report/data.js";
import { Tally } from "./tally.js";

function property(verdict: Verdict, expected: Verdict): PropertyResult {
  return {
    property: "p",
    kind: "always",
    verdict,
    expected,
    asExpected: verdict === expected,
    failing: 2n ** 70n,
    trace: null,
    minimal: false,
    switches: null,
    steps: null,
    replay: null,
    message: null,
  };
}

function resultOf(...properties: PropertyResult[]): CheckResult {
  return {
    scenario: "s",
    memory: "sc",
    engine: "states",
    engineReason: "",
    stopped: null,
    states: 1,
    transitions: 1,
    interleavings: null,
    unbounded: null,
    assumeBlocked: null,
    deadlocked: null,
    sleepSetBlocked: null,
    nodes: 1,
    unfolded: 1,
    replayed: 0,
    bytes: 0,
    collisionProbability: 0,
    outcomes: [],
    properties,
    ms: 1,
  };
}

function tallyOf(...properties: PropertyResult[]): Tally {
  const tally = new Tally();
  tally.add(resultOf(...properties));
  return tally;
}

test("all as expected is 0, also when a violation was expected", () => {
  const tally = tallyOf(property("violated", "violated"), property("holds", "holds"));
  expect(tally.code).toBe(0);
  expect(tally.summary).toBe("1 check, 2 properties: 2 as expected");
});

test("an unexpected verdict outweighs an undecided one", () => {
  const tally = tallyOf(property("undecided", "holds"), property("violated", "holds"));
  expect(tally.code).toBe(1);
  expect(tally.summary).toBe(
    "1 check, 2 properties: 0 as expected, 1 not as expected, 1 undecided",
  );
  expect(tallyOf(property("undecided", "holds")).code).toBe(2);
});

test("a search that was expected to be undecided is as expected", () => {
  expect(tallyOf(property("undecided", "undecided")).code).toBe(0);
});

test("nothing to check is said", () => {
  expect(new Tally().summary).toBe("no checks");
});

test("big counts become decimal strings in JSON", () => {
  const [row] = jsonRows(resultOf(property("violated", "holds")), "c");
  expect(row).toMatchObject({ cell: "c", failing: "1180591620717411303424", interleavings: null });
});
