import { expect, test } from "vitest";
import { type Progress, setHost } from "../check/host.js";
import { type Builder, fc, forAll } from "../index.js";
import { renderWorkloads } from "../report/render-workloads.js";

type Step = "add" | "read, add, write";

const threads = fc.array(fc.array(fc.constantFrom<Step>("add", "read, add, write")), {
  minLength: 1,
  maxLength: 3,
});

/** Counters: every thread does its steps on one variable. */
function counters(s: Builder, workload: readonly (readonly Step[])[]): void {
  const x = s.shared("x", 0);
  workload.forEach((steps, i) => {
    s.thread(`T${i}`, function* () {
      for (const step of steps.slice(0, 2)) {
        if (step === "add") yield* x.update((value) => value + 1);
        else {
          const value = yield* x.read();
          yield* x.write(value + 1);
        }
      }
    });
  });
  const total = workload.reduce((sum, steps) => sum + Math.min(2, steps.length), 0);
  s.atEnd("every step counts", () => x.now === total);
}

test("a failing workload is shrunk to a smallest one", async () => {
  const result = await forAll("counters", threads, counters);
  expect(result.verdict).toBe("violated");
  const steps = JSON.parse(result.smallest!) as Step[][];
  expect(steps.flat()).toHaveLength(2);
  expect(steps.flat()).toContain("read, add, write");
  expect(result.result?.properties[0].trace?.steps.length).toBe(3);
  expect(renderWorkloads(result)).toContain(`replay: { seed: 1, path: "${result.path!}" }`);
});

test("seed and path replay the failing workload alone", async () => {
  const first = await forAll("counters", threads, counters);
  const again = await forAll("counters", threads, counters, {
    seed: first.seed,
    path: first.path!,
  });
  expect(again.smallest).toBe(first.smallest);
  expect(again.workloads).toBe(1);
});

test("workloads that are all right hold, and two runs explore the same", async () => {
  const only = threads.map((all) => all.map((steps) => steps.map(() => "add" as const)));
  const results = [
    await forAll("adds", only, counters, { runs: 30 }),
    await forAll("adds", only, counters, { runs: 30 }),
  ];
  expect(results[0]).toMatchObject({ verdict: "holds", workloads: 30, smallest: null });
  const timeless = results.map((result) => ({ ...result, ms: 0 }));
  expect(timeless[1]).toEqual(timeless[0]);
  expect(renderWorkloads(results[0])).toMatch(
    /^adds\n\nHOLDS {2}30 workloads, every interleaving of each\n\n[\d,]+ states in all; seed 1\n$/,
  );
});

test("an expected failure is shrunk and as expected; missing it is not", async () => {
  const violates = "every step counts";
  const result = await forAll("counters", threads, counters, { violates });
  expect(result).toMatchObject({ verdict: "violated", expected: "violated" });
  expect(result.result?.properties[0]).toMatchObject({ property: violates, asExpected: true });
  expect(renderWorkloads(result)).toMatch(/^VIOLATED {2}by workload number \d+, as expected$/m);

  const none = await forAll("no workload", fc.constant<Step[][]>([["add"]]), counters, {
    violates,
    runs: 2,
  });
  expect(none).toMatchObject({ verdict: "holds", expected: "violated" });
  expect(renderWorkloads(none)).toContain("NOT AS EXPECTED (expected a workload that fails)");
});

test("a mistake in the scenario is told as it is", async () => {
  const broken = forAll("broken", fc.constant(0), (s) => {
    s.thread("T", function* () {
      yield 1 as never;
    });
  });
  await expect(broken).rejects.toThrow("thread T yielded 1, which is not an operation");
});

test("a search that meets its budget is undecided", async () => {
  const steps: Step[][] = [
    ["add", "add"],
    ["add", "add"],
  ];
  const result = await forAll("small budget", fc.constant(steps), counters, {
    runs: 1,
    budget: { states: 3 },
  });
  expect(result.verdict).toBe("undecided");
});

test("a series says how far it is, and each workload counts once", async () => {
  const reports: Progress[] = [];
  let now = 0;
  setHost({ now: () => (now += 30), progress: (report) => reports.push(report) });
  const adds = fc.array(fc.array(fc.constant<Step>("add")), { minLength: 1, maxLength: 3 });
  await forAll("adds", adds, counters, { runs: 40 });
  setHost({});
  const done = reports.map(({ workloads }) => workloads?.done ?? -1);
  expect(reports.length).toBeGreaterThan(3);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  for (const { scenario, workloads, fraction } of reports) {
    expect(scenario).toBe("adds");
    expect(workloads?.of).toBe(40);
    expect(fraction).toBe((workloads?.done ?? 0) / 40);
  }
});
