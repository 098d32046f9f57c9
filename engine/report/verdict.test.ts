import { describe, expect, test } from "vitest";
import type { Stopped } from "../check/result.js";
import { coverageLines, stoppedLines } from "./coverage.js";
import { jsonRows, toJson } from "./data.js";
import { finalStateLines } from "./final-state.js";
import { counted, grouped } from "./numbers.js";
import { outcomeLines } from "./outcomes.js";
import { replayLines } from "./replay-line.js";
import { renderResult } from "./report.js";
import { IMPLICIT, property, result, step, trace } from "./testing/build.js";
import { earlyCheckOnly, livelock } from "./testing/examples.js";
import { expectationMark, failingText, simplestText, verdictLines } from "./verdict.js";
import { wrap, wrapList } from "./wrap.js";

const violated = property("p", {
  verdict: "violated",
  failing: 3n,
  trace: earlyCheckOnly,
  switches: 1,
});

describe("expectations", () => {
  test("are mentioned only where they differ from the usual or from the verdict", () => {
    const mark = (kind: "always" | "reachable", verdict: never, expected: never): string | null =>
      expectationMark(property("p", { kind, verdict, expected }));
    const table = [
      ["always", "holds", "holds", null],
      ["always", "violated", "holds", "NOT AS EXPECTED (expected holds)"],
      ["always", "violated", "violated", "(as expected)"],
      ["always", "holds", "violated", "NOT AS EXPECTED (expected violated)"],
      ["always", "undecided", "holds", null],
      ["always", "undecided", "violated", "(expected violated)"],
      ["reachable", "reachable", "reachable", null],
      ["reachable", "unreachable", "reachable", "NOT AS EXPECTED (expected reachable)"],
      ["reachable", "unreachable", "unreachable", "(as expected)"],
    ] as const;
    for (const [kind, verdict, expected, text] of table) {
      expect(mark(kind, verdict as never, expected as never)).toBe(text);
    }
  });

  test("stand on a line of their own when the name fills the first", () => {
    const long = property("x".repeat(50), { verdict: "violated" });
    expect(verdictLines(long)).toEqual([
      `VIOLATED  ${"x".repeat(50)}`,
      "          NOT AS EXPECTED (expected holds)",
    ]);
  });

  test("a witness that should not exist shows its table", () => {
    const witness = property("w", {
      kind: "reachable",
      expected: "unreachable",
      trace: earlyCheckOnly,
    });
    expect(renderResult(result("s", [witness]))).toContain("xas_store(N)  <-- N is clean");
    const wanted = property("w", { kind: "reachable", trace: earlyCheckOnly });
    expect(renderResult(result("s", [wanted]))).not.toContain("xas_store");
  });
});

describe("counts", () => {
  test("name what the engine counts", () => {
    const states = result("s", [violated]);
    const traces = result("s", [violated], { engine: "traces", states: null, interleavings: 7n });
    expect(failingText(violated, states)).toBe("3 of 12,870 interleavings fail");
    expect(failingText(violated, traces)).toBe("3 of 7 Mazurkiewicz traces fail");
    expect(failingText({ ...violated, failing: 1n }, traces)).toBe(
      "1 of 7 Mazurkiewicz traces fails",
    );
    expect(failingText(violated, { ...states, interleavings: null })).toBe("3 interleavings fail");
    expect(failingText({ ...violated, kind: "reachable" }, states)).toBe(
      "3 of 12,870 interleavings show it",
    );
    expect(failingText({ ...violated, failing: null }, states)).toBeNull();
  });

  test("are exact beyond what a number holds", () => {
    expect(grouped(2n ** 80n)).toBe("1,208,925,819,614,629,174,706,176");
    expect(grouped(999)).toBe("999");
    expect(grouped(1000)).toBe("1,000");
    expect(counted(1n, "step")).toBe("1 step");
    expect(counted(0, "step")).toBe("0 steps");
  });

  test("only a proof makes an interleaving the simplest", () => {
    expect(simplestText({ ...violated, minimal: true })).toBe(
      "simplest: 1 context switch, 9 steps (proven minimal)",
    );
    expect(simplestText(violated)).toBe(
      "found: 1 context switch, 9 steps (a simpler one may exist)",
    );
    expect(simplestText(property("p"))).toBeNull();
  });
});

describe("coverage", () => {
  test("weak says what it does not model, the others have nothing to say", () => {
    const memory = (name: "sc" | "tso" | "weak"): string =>
      coverageLines(result("s", [], { memory: name })).join(" ");
    expect(memory("weak").replace(/ +/g, " ")).toContain(
      "not modelled: load-load reordering and load buffering",
    );
    expect(memory("tso")).not.toContain("not modelled");
    expect(memory("sc")).not.toContain("not modelled");
  });

  test("a stopped search is never exhaustive and says what to do next", () => {
    const stop = (budget: Stopped["budget"], covered: number | null): string =>
      stoppedLines(
        result("s", [property("p", { verdict: "undecided" })], {
          stopped: { budget, limit: "2.0 s", covered },
        }),
      ).join(" ");
    expect(stop("time", 0.999)).toMatch(
      /^Stopped at the limit of 2.0 s, about 99 % .*Raise --seconds/,
    );
    expect(stop("states", 0.05)).toMatch(/about 5.0 % .*Raise --max-states/);
    expect(stop("executions", 0.0001)).toMatch(/less than 0.1 % .*budget of executions/);
    expect(stop("memory", null)).toMatch(/^Stopped at the limit of 2.0 s\. .*memory budget/);
    expect(stop("cancelled", null)).toMatch(/^Cancelled\. .*Run it again/);
    const stopped = { budget: "time", limit: "2.0 s", covered: null } as const;
    expect(coverageLines(result("s", [], { stopped }))[0]).toMatch(/^incomplete: /);
    expect(coverageLines(result("s", []))[0]).toMatch(/^exhaustive: /);
    expect(stoppedLines(result("s", []))).toEqual([]);
  });

  test("in a cell, what to raise is an option of check", () => {
    const stop = (budget: Stopped["budget"]): string =>
      stoppedLines(
        result("s", [], { stopped: { budget, limit: "2.0 s", covered: null } }),
        Infinity,
        "cell",
      ).join(" ");
    expect(stop("time")).toBe(
      "Stopped at the limit of 2.0 s. Give check a larger budget: { seconds: ... }, or make the scenario smaller.",
    );
    expect(stop("states")).toContain("budget: { states: ... }");
    expect(stop("executions")).toMatch(/budget: \{ executions: ... \}, or try engine: "states"/);
    expect(stop("memory")).toContain("budget: { bytes: ... }");
    expect(stop("cancelled")).toMatch(/Run it again/);
  });

  test("deadlocks, assumptions, unbounded loops and fingerprints", () => {
    const lines = coverageLines(
      result("s", [], {
        deadlocked: 4n,
        assumeBlocked: 6n,
        interleavings: null,
        unbounded: "retry loop of t",
        collisionProbability: 1.25e-9,
      }),
    );
    expect(lines).toEqual([
      "exhaustive: 315 states, 621 transitions, interleavings unbounded (retry",
      "  loop of t)",
      "deadlocked: 4 of them",
      "given up at a false assume: 6 more",
      "memory: sc, sequential consistency",
      "engine: states (the scenario has invariants)",
      "fingerprints: two states were taken for one with probability 1.3e-9",
    ]);
  });
});

describe("final state", () => {
  test("one line where it fits, else a list that breaks at commas", () => {
    const short = trace(["t"], [], { final: ["x = 1", "y = 2"] });
    expect(finalStateLines(property("p"), short)).toEqual([
      '"p" is false in this state: x = 1, y = 2',
    ]);
    const long = trace(["t"], [], { final: [`x = ${"a b ".repeat(12).trim()}`, "yy = in use"] });
    expect(finalStateLines(property("p"), long)).toEqual([
      '"p" is false in this state:',
      `  x = ${"a b ".repeat(12).trim()}, yy = in use`,
    ]);
  });

  test("only what changed is listed", () => {
    const end = { ...trace(["t"], [], { final: ["x = 1", "y = 2"] }), changed: ["y"] };
    expect(finalStateLines(property("p", { kind: "atEnd" }), end)).toEqual([
      '"p" is false at the end: y = 2',
    ]);
    expect(finalStateLines(property("p", { kind: "eventually" }), { ...end, changed: [] })).toEqual(
      ['"p" never becomes true: all shared locations as at the start'],
    );
  });

  test("a message stands between what failed and the values", () => {
    const thrown = property("no error", { kind: "error", message: "t: TypeError: x is undefined" });
    expect(finalStateLines(thrown, trace(["t"], [], { final: ["x = 1"] }))).toEqual([
      "a thread threw an error:",
      "  t: TypeError: x is undefined",
      "state: x = 1",
    ]);
    expect(finalStateLines(property("p", { kind: "livelock" }), livelock)[0]).toMatch(
      /^live-lock: want_a/,
    );
  });
});

describe("outcomes", () => {
  const two = (count: bigint | null, states: number | null): string[] =>
    outcomeLines(
      result("s", [], {
        outcomes: [
          { text: "r=0", count, states },
          { text: "r=1", count: count === null ? null : 1204n, states },
        ],
      }),
    );

  test("align by their counts, or states where interleavings were not counted", () => {
    expect(two(7n, 1)).toEqual([
      "2 outcomes, by number of interleavings:",
      "      7  r=0",
      "  1,204  r=1",
    ]);
    expect(two(null, 3)).toEqual([
      "2 outcomes, by number of final states:",
      "  3  r=0",
      "  3  r=1",
    ]);
    expect(two(null, null)).toEqual(["2 outcomes:", "  r=0", "  r=1"]);
  });

  test("one outcome without a text is not worth a line", () => {
    expect(
      outcomeLines(result("s", [], { outcomes: [{ text: "", count: 1n, states: 1 }] })),
    ).toEqual([]);
  });
});

describe("replay lines", () => {
  test("are one shell command that survives a mail", () => {
    expect(replayLines("h1.ab", null, "  ")).toEqual(["  replay: h1.ab"]);
    expect(replayLines("h1.ab", "n.md", "  ")).toEqual(["  replay: heddle replay n.md h1.ab"]);
    expect(replayLines("h1(a", "it's.md", "")).toEqual([
      "replay: heddle replay 'it'\\''s.md' 'h1(a'",
    ]);
    const long = "x".repeat(76);
    expect(replayLines(long, null, "  ")).toEqual(["  replay:", long]);
    expect(replayLines(long, "n.md", "  ")).toEqual(["  replay: heddle replay n.md \\", long]);
    expect(replayLines(`${long}\nab`, "n.md", "")).toEqual([
      "replay: heddle replay n.md '",
      long,
      "ab'",
    ]);
  });
});

describe("data", () => {
  test("rows have exactly the fields of the command line's JSON", () => {
    const rows = jsonRows(result("s", [violated, ...IMPLICIT]), "cell-1");
    expect(rows).toHaveLength(5);
    expect(rows[0]).toEqual({
      cell: "cell-1",
      scenario: "s",
      property: "p",
      kind: "always",
      verdict: "violated",
      expected: "holds",
      memory: "sc",
      engine: "states",
      states: 315,
      transitions: 621,
      interleavings: "12870",
      failing: "3",
      switches: 1,
      steps: 9,
      replay: null,
      ms: 12.5,
    });
    expect(rows[1]).toMatchObject({ failing: null, interleavings: "12870" });
  });

  test("the whole result survives JSON, big integers as decimal text", () => {
    const check = result("s", [violated], { interleavings: 2n ** 70n });
    const data = toJson(check);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(data).toMatchObject({
      interleavings: "1180591620717411303424",
      properties: [{ failing: "3", trace: { threads: ["khugepaged", "mmap store"] } }],
    });
    expect(() => toJson({ ...check, ms: NaN })).toThrow("result.ms is NaN, which JSON cannot say");
  });
});

describe("wrapping", () => {
  test("cuts only what is longer than a line", () => {
    expect(wrap("aa bb cc", "", "  ", 5)).toEqual(["aa bb", "  cc"]);
    expect(wrap("aaaaaaaaaaaa b", "", "", 10)).toEqual(["aaaaaaaaaa", "aa b"]);
    expect(wrap("")).toEqual([]);
  });

  test("keeps the items of a list in one piece", () => {
    expect(wrapList(["a = 1", "b = in use", "c = 3"], "", "  ", 14)).toEqual([
      "a = 1,",
      "  b = in use,",
      "  c = 3",
    ]);
    expect(wrapList(["a = one two three"], "", "  ", 12)).toEqual(["a = one two", "  three"]);
  });
});

test("two renderings are the same bytes, whatever the time taken", () => {
  const check = result("s", [violated, property("q", { trace: trace(["t"], [step(0, "x")]) })]);
  expect(renderResult({ ...check, ms: 1 })).toBe(renderResult({ ...check, ms: 99 }));
});
