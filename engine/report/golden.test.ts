import { describe, expect, test } from "vitest";
import type { TableOptions } from "./layout.js";
import { parseTable } from "./parse-table.js";
import { renderTable } from "./render-table.js";
import { renderReplay } from "./replay-report.js";
import { renderResult } from "./report.js";
import { tableOf } from "./table.js";
import { IMPLICIT, property, result, step, trace } from "./testing/build.js";
import * as examples from "./testing/examples.js";
import type { ReplayResult } from "../trace/replay-result.js";
import type { Trace } from "../trace/trace.js";

async function golden(text: string, name: string): Promise<void> {
  expect(text).toMatch(/^(?:[\x20-\x7e]*\n)*$/);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(76);
  expect(text).not.toMatch(/ $/m);
  await expect(text).toMatchFileSnapshot(`golden/${name}.txt`);
}

describe("tables", () => {
  const tables: [string, Trace, TableOptions][] = [
    ["table-two-threads", examples.earlyCheckOnly, {}],
    ["table-nested-calls", examples.nested, {}],
    ["table-deadlock", examples.deadlock, {}],
    ["table-live-lock", examples.livelock, {}],
    ["table-store-buffers", examples.storeBuffering, {}],
    ["table-three-threads", examples.threeThreads, {}],
    ["table-numbered-steps", examples.threeLongThreads, {}],
    ["table-broken-cells", examples.brokenCells, {}],
    ["table-two-threads-with-long-cells", examples.longCells, {}],
    ["table-style-names", examples.nested, { header: "names" }],
    ["table-style-cpu-a", examples.deadlock, { header: "CPU A", underline: false, indent: 4 }],
    ["table-style-role-row", examples.nested, { header: "T1", roleRow: true, width: 60 }],
    ["table-two-threads-as-steps", examples.nested, { form: "steps" }],
    [
      "table-long-thread-names",
      {
        ...examples.livelock,
        threads: ["first of two polite philosophers", "second of two polite ones"],
      },
      {},
    ],
  ];
  test.each(tables)("%s", async (name, example, options) => {
    const model = tableOf(example);
    const drawn = renderTable(model, options);
    await golden(drawn, name);
    const threads = model.columns.map((column) => column.name);
    const parsed = parseTable(drawn, { threads });
    expect(parsed?.threads).toEqual(threads);
    expect(parsed?.rows.length).toBe(model.rows.length);
  });
});

describe("reports", () => {
  const hole = property("changed data is dirty", {
    verdict: "violated",
    failing: 1204n,
    trace: examples.earlyCheckOnly,
    minimal: true,
    switches: 2,
    replay: "h1:s10:3x0,1,6x0:9f3c",
  });
  const lost = property("the last completed write survives", {
    kind: "atEnd",
    verdict: "violated",
    expected: "violated",
    failing: 1204n,
    trace: examples.earlyCheckOnly,
    minimal: true,
    switches: 2,
    replay: "h1:s10:3x0,1,6x0:77ab",
  });
  const retry = property("writer waited on the old folio, saw mapping NULL, retried", {
    kind: "reachable",
    failing: 311n,
    trace: examples.nested,
    minimal: true,
    switches: 2,
    replay: "h1:s7:1x0,1,3x0,4x1:1b2c",
  });
  const s10 = result("S10 early check only, PTE writable and clean", [
    property("no write lands in a detached folio"),
    hole,
    lost,
    retry,
    property("two huge folios at once", {
      kind: "reachable",
      verdict: "unreachable",
      expected: "unreachable",
    }),
    ...IMPLICIT,
  ]);

  test("a violation, the same one again, a witness, and what holds", async () => {
    await golden(renderResult(s10), "report-violated");
  });

  test("the tables of witnesses and the replay command on request", async () => {
    const text = renderResult(result("S7", [retry, ...IMPLICIT]), {
      witnesses: true,
      notebook: "notebooks/khugepaged-writers.heddle.md",
    });
    await golden(text, "report-witness");
  });

  test("everything holds", async () => {
    const properties = [
      property("no write lands in a detached folio"),
      property("changed data is dirty"),
      ...IMPLICIT,
    ];
    await golden(renderResult(result("S11 merged", properties)), "report-holds");
  });

  test("a deadlock and what else was found before it", async () => {
    const stuck = property("no deadlock", {
      kind: "deadlock",
      verdict: "violated",
      failing: 2n,
      trace: examples.deadlock,
      minimal: true,
      switches: 1,
      message: "truncate waits for fault, fault waits for truncate",
      replay: "h1:dl:0,1:51f0",
    });
    const check = result("truncate against fault", [property("A is in the cache once"), stuck], {
      interleavings: 6n,
      deadlocked: 2n,
      states: 14,
      transitions: 17,
    });
    await golden(renderResult(check), "report-deadlock");
  });

  test("a live-lock in an unbounded number of interleavings", async () => {
    const spinning = property("no live-lock", {
      kind: "livelock",
      verdict: "violated",
      trace: examples.livelock,
      switches: 3,
      message: "A and B repeat these steps and neither gets on",
      replay: "h1:ll:0,1,2x0,2x1:a0a0",
    });
    const check = result("two polite threads", [spinning], {
      interleavings: null,
      unbounded: "retry loops of A and B",
      deadlocked: null,
    });
    await golden(renderResult(check), "report-live-lock");
  });

  test("undecided: a search that met its limit", async () => {
    const check = result(
      "four writers",
      [
        property("x is at most 4", { verdict: "undecided" }),
        property("all writers meet", {
          kind: "reachable",
          verdict: "undecided",
          expected: "unreachable",
        }),
        ...IMPLICIT.map((each) => ({ ...each, verdict: "undecided" as const, asExpected: false })),
      ],
      {
        stopped: { budget: "states", limit: "1,000,000 states", covered: 0.4137 },
        states: 1000000,
        transitions: 4211003,
        interleavings: null,
        collisionProbability: 2.7e-8,
      },
    );
    await golden(renderResult(check), "report-undecided");
  });

  test("weak memory in the traces engine, with outcomes", async () => {
    const reordered = property("r1 = 1 and r2 = 0", {
      kind: "reachable",
      failing: 1n,
      trace: examples.storeBuffering,
      switches: 1,
    });
    const check = result("MP", [reordered, ...IMPLICIT], {
      memory: "weak",
      engine: "traces",
      engineReason: "no invariants and few conflicts",
      states: null,
      transitions: 41,
      interleavings: 6n,
      assumeBlocked: 2n,
      outcomes: [
        { text: "r1=0 r2=0", count: 1n, states: null },
        { text: "r1=0 r2=1", count: 3n, states: null },
        { text: "r1=1 r2=0", count: 1n, states: null },
        { text: "r1=1 r2=1", count: 1n, states: null },
      ],
    });
    await golden(renderResult(check), "report-weak-outcomes");
  });

  test("long names, many changed locations, a long replay string, a failed assertion", async () => {
    const many = Array.from({ length: 14 }, (_, i) => `folios[${i}].state = in use`);
    const failed = property("no failed assertion", {
      kind: "assert",
      verdict: "violated",
      failing: 1n,
      message: "refcount(A) is 3 but the page cache, one mapping and our own pin account for 4",
      trace: trace(["only"], [step(0, "folio_put(A) == 3")], { final: many }),
      minimal: true,
      switches: 0,
      replay: `${"h1.".padEnd(76, "aZ9_")}\n${"".padEnd(30, "bY8-")}`,
    });
    const long = property(
      "after every truncation that ran to its end, no page table maps a folio that was taken " +
        "out of the mapping",
      { verdict: "holds", expected: "violated" },
    );
    const check = result(
      "the accounting of references, stated at such length that it breaks over lines",
      [failed, long],
      {
        interleavings: 1n,
      },
    );
    await golden(renderResult(check, { notebook: "my notes.heddle.md" }), "report-long");
  });

  test("colour marks words that stand there anyway", async () => {
    const colored = renderResult(s10, { color: true });
    const escape = "\u001b";
    expect(colored).toContain(`${escape}[31mVIOLATED${escape}[0m`);
    expect(colored.replace(/\u001b\[[\d;]*m/g, "")).toBe(renderResult(s10));
  });
});

describe("replays", () => {
  const base: ReplayResult = {
    scenario: "S10 early check only",
    property: "changed data is dirty",
    outcome: "violated",
    mismatchAt: null,
    message: null,
    trace: examples.earlyCheckOnly,
  };
  const replays: [string, ReplayResult][] = [
    ["replay-violated", base],
    [
      "replay-witnessed",
      { ...base, outcome: "witnessed", property: "writer retried", trace: examples.nested },
    ],
    ["replay-passed", { ...base, outcome: "passed" }],
    [
      "replay-mismatch",
      {
        ...base,
        outcome: "mismatch",
        mismatchAt: 3,
        message: "recorded store A[0] = 1 by mmap store, which now does do_page_mkwrite(A)",
        trace: {
          ...examples.earlyCheckOnly,
          steps: examples.earlyCheckOnly.steps.slice(0, 3),
          changed: [],
        },
      },
    ],
  ];
  test.each(replays)("%s", async (name, replay) => {
    await golden(renderReplay(replay), name);
  });
});
