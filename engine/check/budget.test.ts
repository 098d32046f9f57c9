import { afterEach, expect, test } from "vitest";
import {
  type Builder,
  type CheckOptions,
  type CheckResult,
  type EngineName,
  type Scenario,
  check,
  scenario,
} from "../index.js";
import { type Progress, setHost } from "./host.js";

afterEach(() => {
  setHost({});
});

/** `n` threads that write `k` values each to a variable of their own: (k+1)^n states. */
function grid(n: number, k: number, more: (s: Builder, x: { readonly now: number }) => void) {
  return scenario("grid", (s) => {
    const xs = s.array("x", n, 0);
    for (const [t, x] of xs.entries()) {
      s.thread(`t${t}`, function* () {
        for (let i = 1; i <= k; i++) yield* x.write(i);
      });
    }
    more(s, xs[0]);
  });
}

/** Threads that read each other's variables: many traces. */
function tangle(n: number, k: number) {
  return scenario("tangle", (s) => {
    const xs = s.array("x", n, 0);
    for (const [t, x] of xs.entries()) {
      s.thread(`t${t}`, function* () {
        for (let i = 0; i < k; i++) yield* x.write((yield* xs[(t + 1) % n].read()) + 1);
      });
    }
    s.atEnd("small", () => xs[0].now < 1000);
  });
}

/** A stopped search decides nothing but what it has found. */
function expectUndecided(result: CheckResult, budget: string, violated: readonly string[]): void {
  expect(result.stopped?.budget).toBe(budget);
  expect(result.interleavings).toBeNull();
  for (const p of result.properties) {
    const wanted = violated.includes(p.property)
      ? p.kind === "reachable"
        ? "reachable"
        : "violated"
      : "undecided";
    expect([p.property, p.verdict]).toEqual([p.property, wanted]);
    expect(p.failing).toBeNull();
    expect(p.minimal).toBe(false);
    expect(p.trace === null).toBe(wanted === "undecided");
  }
}

function declare(s: Builder, x: { readonly now: number }): void {
  s.always("holds", () => x.now >= 0);
  s.always("violated early", () => x.now < 3);
  s.reachable("reached early", () => x.now === 2);
  s.reachable("never reached", () => x.now === -1);
  s.atEnd("at the end", () => x.now > 0);
  s.eventually("later", () => x.now === 100);
}

const foundEarly = ["violated early", "reached early", "at the end", "later"];

test("a budget of states ends the search undecided, with what was found", async () => {
  const result = await check(grid(4, 20, declare), { engine: "states", budget: { states: 5000 } });
  expect(result.stopped).toMatchObject({ budget: "states", limit: "5,000 states" });
  expect(result.states).toBeGreaterThanOrEqual(5000);
  expect(result.states).toBeLessThanOrEqual(5001);
  expect(result.stopped!.covered).toBeGreaterThanOrEqual(0);
  expect(result.stopped!.covered).toBeLessThan(1);
  const verdicts = Object.fromEntries(result.properties.map((p) => [p.property, p.verdict]));
  expect(verdicts["holds"]).toBe("undecided");
  expect(verdicts["never reached"]).toBe("undecided");
  expect(verdicts["later"]).toBe("undecided");
  expect(verdicts["no deadlock"]).toBe("undecided");
  expect(verdicts["no live-lock"]).toBe("undecided");
  expect(verdicts["violated early"]).toBe("violated");
  expect(verdicts["reached early"]).toBe("reachable");
});

test("a budget of states that suffices exactly ends the search decided", async () => {
  const s = grid(2, 9, (b, x) => {
    b.always("holds", () => x.now >= 0);
  });
  const enough = await check(s, { engine: "states", budget: { states: 100 } });
  expect([enough.stopped, enough.states]).toEqual([null, 100]);
  expect(enough.properties.map((p) => p.verdict)).toEqual(enough.properties.map(() => "holds"));
  const short = await check(s, { engine: "states", budget: { states: 99 } });
  expectUndecided(short, "states", []);
});

test("a budget of memory ends the search undecided", async () => {
  const result = await check(
    grid(5, 20, (s, x) => {
      s.always("holds", () => x.now >= 0);
      s.always("violated early", () => x.now < 3);
    }),
    { engine: "states", budget: { bytes: 2 ** 20 } },
  );
  expectUndecided(result, "memory", ["violated early"]);
  expect(result.stopped!.limit).toBe("1 MiB");
  expect(result.bytes).toBeLessThan(4 * 2 ** 20);
});

test("whatever memory there is, nothing is decided that was not explored", async () => {
  const wrong: string[] = [];
  for (let bytes = 2 ** 16; bytes <= 2 ** 23; bytes *= 1.5) {
    const result = await check(grid(4, 10, declare), { engine: "states", budget: { bytes } });
    const verdicts = new Map(result.properties.map((p) => [p.property, p.verdict]));
    const decided = result.stopped === null;
    if ((verdicts.get("holds") === "holds") !== decided) wrong.push("holds");
    if ((verdicts.get("never reached") === "unreachable") !== decided) wrong.push("never reached");
    if (verdicts.get("violated early") !== "violated") wrong.push("violated early");
    // Without room for the state graph this one stays open.
    if (!["undecided", "violated"].includes(verdicts.get("later")!)) wrong.push("later");
    for (const p of result.properties) {
      if (p.minimal && (p.trace === null || !decided)) wrong.push(`minimal ${p.property}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("a budget of time ends the search undecided", async () => {
  let now = 0;
  setHost({ now: () => (now += 30) });
  const result = await check(
    grid(6, 30, (s, x) => {
      s.always("holds", () => x.now >= 0);
    }),
    { engine: "states", budget: { seconds: 1.5 } },
  );
  expectUndecided(result, "time", []);
  expect(result.stopped!.limit).toBe("1.5 s");
});

test("a budget of executions ends the traces engine undecided", async () => {
  const result = await check(tangle(3, 6), { engine: "traces", budget: { executions: 100 } });
  expect(result.stopped).toMatchObject({ budget: "executions", limit: "100 executions" });
  expect(result.properties.map((p) => p.verdict)).toEqual(result.properties.map(() => "undecided"));
});

test("a search that is cancelled ends undecided within 50 ms, and others get their turn", async () => {
  const engines: EngineName[] = ["states", "traces"];
  for (const engine of engines) {
    let cancelledAt = Infinity;
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    setTimeout(() => (cancelledAt = performance.now()), 300);
    setHost({ cancelled: () => cancelledAt < Infinity });
    const s =
      engine === "states"
        ? grid(6, 30, (b, x) => {
            b.always("holds", () => x.now >= 0);
            b.always("violated early", () => x.now < 3);
          })
        : tangle(4, 12);
    const result = await check(s, { engine });
    const waited = performance.now() - cancelledAt;
    clearInterval(timer);
    expectUndecided(result, "cancelled", ["violated early"]);
    expect(result.stopped!.limit).toBe("cancelled");
    expect(turns).toBeGreaterThan(3);
    // The rest is for a machine that is busy with other tests.
    expect(waited).toBeLessThan(200);
  }
});

test("a slow property does not delay a cancel", async () => {
  // The clock of this test is moved by the property alone.
  let now = 0;
  const cancelledAt = 30;
  setHost({ now: () => now, cancelled: () => now >= cancelledAt });
  const slow = scenario("slow", (s) => {
    const xs = s.array("x", 6, 0);
    for (const x of xs) {
      s.thread(`thread of ${x.name}`, function* () {
        for (let i = 1; i <= 20; i++) yield* x.write(i);
      });
    }
    s.always("slow", () => {
      now += 0.2;
      return xs.every((x) => x.now >= 0);
    });
  });
  const result = await check(slow, { engine: "states" });
  expect(result.stopped?.budget).toBe("cancelled");
  expect(now - cancelledAt).toBeLessThan(50);
});

test("progress is reported while a search runs", async () => {
  const seen: number[] = [];
  let now = 0;
  setHost({
    now: () => (now += 20),
    progress: (p) => {
      expect(p).toMatchObject({ scenario: "grid", engine: "states" });
      seen.push(p.explored);
    },
  });
  await check(
    grid(4, 10, () => undefined),
    { engine: "states" },
  );
  expect(seen.length).toBeGreaterThan(1);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

/** The last report of a search that takes long by its clock. */
async function lastReport(s: Scenario, options: CheckOptions): Promise<Progress> {
  const reports: Progress[] = [];
  let now = 0;
  setHost({ now: () => (now += 20), progress: (p) => reports.push(p) });
  await check(s, options);
  return reports.at(-1)!;
}

test("the last report is about the whole search, with every state at its depth", async () => {
  const { depths, explored, fraction } = await lastReport(
    grid(4, 10, () => undefined),
    { engine: "states" },
  );
  expect([fraction, explored]).toEqual([1, 11 ** 4]);
  expect(depths?.counts.reduce((sum, count) => sum + count, 0)).toBe(11 ** 4);
  expect(depths?.counts).toHaveLength(4 * 10 + 1);
});

test("executions of the traces engine are reported by their steps", async () => {
  const writers = scenario("writers", (s) => {
    const x = s.shared("x", 0);
    for (const name of ["a", "b", "c"]) {
      s.thread(name, function* () {
        for (let i = 0; i < 3; i++) yield* x.write(i);
      });
    }
  });
  // 9! / (3! 3! 3!) orders of nine writes, each of nine steps.
  const { depths, explored } = await lastReport(writers, { engine: "traces" });
  expect(explored).toBe(1680);
  expect(depths).toEqual({ step: 1, counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1680] });
});

test("a search that is stopped by a budget does not say that it is done", async () => {
  const stopped = { engine: "states", budget: { states: 5000 } } as const;
  const { fraction } = await lastReport(
    grid(4, 10, () => undefined),
    stopped,
  );
  expect(fraction).not.toBe(1);
});

test("a large search says how far it is, and a stopped one how far it came", async () => {
  const shares: (number | null)[] = [];
  let now = 0;
  setHost({ now: () => (now += 20), progress: ({ fraction }) => shares.push(fraction) });
  const all = 11 ** 5 + 11 ** 4;
  const nearly = grid(5, 10, () => undefined);
  const budget = { states: 120_000 };
  const { stopped } = await check(nearly, { engine: "states", budget });
  expect(shares[0]).toBeNull();
  const told = shares.filter((share) => share !== null);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBeGreaterThan(0.3);
  expect(stopped?.covered).toBeGreaterThan((120_000 / all) * 0.6);
  expect(stopped?.covered).toBeLessThan(1);
});

test("a budget that is not a positive number is refused", async () => {
  const s = grid(1, 1, () => undefined);
  const wrong: [Record<string, number>, string][] = [
    [{ states: 0 }, "budget.states is 0; it must be a positive number"],
    [{ states: -5 }, "budget.states is -5; it must be a positive number"],
    [{ seconds: NaN }, "budget.seconds is NaN; it must be a positive number"],
    [{ bytes: -1 }, "budget.bytes is -1; it must be a positive number"],
  ];
  for (const [budget, message] of wrong) {
    await expect(check(s, { budget })).rejects.toThrow(message);
  }
});

test("a budget of undefined is the default", async () => {
  const options = { engine: "states" as const, budget: { states: undefined, bytes: undefined } };
  const result = await check(
    grid(2, 2, () => undefined),
    options,
  );
  expect(result.stopped).toBeNull();
  expect(result.states).toBe(9);
});

test("violations found before the stop keep their interleaving", async () => {
  const result = await check(grid(4, 20, declare), { engine: "states", budget: { states: 2000 } });
  const early = result.properties.filter((p) => foundEarly.includes(p.property) && p.trace);
  expect(early.length).toBeGreaterThan(1);
  for (const p of early) {
    expect(p.steps).toBe(p.trace!.steps.length);
    expect(p.replay).toMatch(/^heddle1\./);
  }
});
