import { expect, test } from "vitest";
import type { RecordedCheck } from "../../engine/check/recorded.js";
import type { CheckResult } from "../../engine/check/result.js";
import type { RecordedWorkloads } from "../../engine/workloads/result.js";
import type { CellEvent, CellRun } from "../../app/kernel/protocol.js";
import { openSession } from "./open-session.js";
import { cellsOf } from "./run-text.js";

/** What a sidecar would keep of a result. */
function record(result: CheckResult): RecordedCheck {
  const { scenario, memory, engine, stopped, states, interleavings, outcomes } = result;
  const properties = result.properties.map(
    ({ trace: _trace, asExpected: _as, message: _message, ...kept }) => kept,
  );
  return { scenario, memory, engine, stopped, states, interleavings, outcomes, properties };
}

const resultsOf = (events: readonly CellEvent[]) =>
  events.flatMap((event) => (event.type === "result" ? [event] : []));

const scenarios = `
import { check, checkpoint, scenario, sweep } from "heddle";
const lost = scenario("lost update", (s) => {
  const x = s.shared("x", 0);
  for (const name of ["A", "B"]) s.thread(name, function* () {
    const seen: number = yield* x.read();
    yield* x.write(seen + 1);
  });
  s.atEnd("x is 2", () => x.now === 2);
  s.reachable("x is 1", () => x.now === 1);
});
const stuck = scenario("stuck", (s) => {
  const a = s.mutex("a");
  const b = s.mutex("b");
  s.thread("A", function* () { yield* a.lock(); yield* b.lock(); });
  s.thread("B", function* () { yield* b.lock(); yield* a.lock(); });
});
const spinning = scenario("spinning", (s) => {
  const x = s.shared("x", 0);
  s.thread("A", function* () { while ((yield* x.read()) === 0) yield* checkpoint(0); });
  s.eventually("x is 1", () => x.now === 1);
});`;
const checks = `
await check(lost, { memory: "tso" });
await check(stuck);
await check(spinning);
await sweep("both", { rows: { one: 1 }, memory: ["sc", "weak"], scenario: (s) => {
  const x = s.shared("x", 0);
  s.thread("A", function* () { yield* x.write(1); });
  s.always("x is 0", () => x.now === 0);
} });`;

test("recorded results come back whole, with interleavings rebuilt, and nothing is explored", async () => {
  const opened = openSession();
  const [a, b] = cellsOf(scenarios, checks);
  await opened.run([a, b]);
  const explored = resultsOf(opened.events);
  expect(explored.map(({ check }) => check)).toEqual([0, 1, 2, 3, 4]);
  const recorded = explored.map(({ result }) => record(result));

  const recall: CellRun = { cell: b, mode: "recall", recorded };
  expect(await opened.run([recall])).toEqual({ type: "done" });
  const recalled = resultsOf(opened.events);
  expect(recalled.map((event) => event.recalled)).toEqual([true, true, true, true, true]);
  for (const [i, { result }] of recalled.entries()) {
    expect(result.properties).toEqual(explored[i].result.properties);
    expect(result).toMatchObject(recorded[i]);
    expect(result.transitions).toBe(0);
  }
  expect(recalled.map(({ series }) => series)).toEqual([null, null, null, "both", "both"]);
  expect(opened.events.some(({ type }) => type === "matrix")).toBe(true);
});

test("a recording that does not fit is not believed", async () => {
  const opened = openSession();
  const [a, b] = cellsOf(scenarios, checks);
  await opened.run([a, b]);
  const good = resultsOf(opened.events).map(({ result }) => record(result));
  const changed = (i: number, change: Partial<RecordedCheck>): (RecordedCheck | null)[] =>
    good.map((one, at) => (at === i ? { ...one, ...change } : one));
  const renamed = good[0].properties.map((one) => ({ ...one, property: `${one.property}!` }));
  const turned = good[0].properties.map((one) =>
    one.replay === null ? one : { ...one, verdict: "reachable" as const },
  );
  const damaged = good[0].properties.map((one) => ({ ...one, replay: "heddle1.AAAA" }));
  const stopped = { budget: "time", limit: "1 s", covered: null } as const;
  for (const recorded of [
    changed(0, { scenario: "other" }),
    changed(0, { memory: "sc" }),
    changed(0, { properties: renamed }),
    changed(0, { properties: turned }),
    changed(0, { properties: damaged }),
    changed(0, { stopped }),
    [null, ...good.slice(1)],
  ]) {
    await opened.run([{ cell: b, mode: "recall", recorded }]);
    const results = resultsOf(opened.events);
    expect(results.map((event) => event.recalled)).toEqual([false, true, true, true, true]);
    expect(record(results[0].result)).toEqual(good[0]);
  }
});

test("series of workloads are recalled too; of a failing one only the smallest is explored", async () => {
  const opened = openSession();
  const cell = (bound: number) => `import { forAll, fc } from "heddle";
    await forAll("adding", fc.array(fc.integer({ min: 0, max: ${bound} }), { minLength: 1, maxLength: 3 }), (s, steps) => {
      const sum = s.shared("sum", 0);
      for (const [i, step] of steps.entries()) s.thread("t" + i, function* () {
        const seen: number = yield* sum.read();
        yield* sum.write(seen + step);
      });
      s.atEnd("nothing is lost", () => sum.now === steps.reduce((all, step) => all + step, 0));
    }, { runs: 20 });`;
  for (const code of [cell(3), cell(0)]) {
    const [of] = cellsOf(code);
    await opened.run([of]);
    const told = opened.events.find((event) => event.type === "workloads");
    const explored = told?.type === "workloads" ? told.result : null;
    const recordedWorkloads: RecordedWorkloads[] = [
      { ...explored!, result: explored!.result === null ? null : record(explored!.result) },
    ];
    const recorded = resultsOf(opened.events).map(({ result }) => record(result));
    await opened.run([{ cell: of, mode: "recall", recorded, recordedWorkloads }]);
    const again = opened.events.find((event) => event.type === "workloads");
    expect(again).toMatchObject({
      recalled: true,
      result: {
        ...explored,
        ms: expect.any(Number),
        result: again?.type === "workloads" ? again.result.result : null,
      },
    });
    expect(resultsOf(opened.events).map((event) => event.recalled)).toEqual(
      recorded.map(() => true),
    );
  }
});

test("an edit tries the recorded counterexamples before it explores", async () => {
  const opened = openSession();
  const lostUpdate = (write: string) => `import { check, scenario } from "heddle";
    await check(scenario("lost update", (s) => {
      const x = s.shared("x", 0);
      for (const name of ["A", "B"]) s.thread(name, function* () { ${write} });
      s.atEnd("x is 2", () => x.now === 2);
    }));`;
  const [bad] = cellsOf(lostUpdate("const v: number = yield* x.read();\nyield* x.write(v + 1);"));
  await opened.run([bad]);
  const recorded = resultsOf(opened.events).map(({ result }) => record(result));
  const outcomes = async (write: string) => {
    const [cell] = cellsOf(lostUpdate(write));
    await opened.run([{ cell, mode: "explore", recorded }]);
    const types = opened.events.map(({ type }) => type);
    expect(types.indexOf("replayed")).toBeLessThan(types.indexOf("result"));
    return opened.events.flatMap((event) =>
      event.type === "replayed" ? [event.result.outcome] : [],
    );
  };
  expect(await outcomes("const w: number = yield* x.read();\nyield* x.write(1 + w);")).toEqual([
    "violated",
  ]);
  expect(await outcomes("yield* x.update((v) => v + 1);")).toEqual(["mismatch"]);
});

test("a sweep tries all recorded counterexamples before it explores the first box", async () => {
  const opened = openSession();
  const cell = (step: string) => `import { sweep } from "heddle";
    await sweep("writers", { rows: { one: 1, two: 2, three: 3 }, scenario: (s, writers) => {
      const x = s.shared("x", 0);
      for (let i = 0; i < writers; i++) s.thread("t" + i, function* () {
        const v: number = yield* x.read();
        yield* x.write(${step});
      });
      s.atEnd("none is lost", () => x.now === writers);
    } });`;
  const [before] = cellsOf(cell("v + 1"));
  await opened.run([before]);
  const recorded = resultsOf(opened.events).map(({ result }) => record(result));
  const [after] = cellsOf(cell("1 + v"));
  await opened.run([{ cell: after, mode: "explore", recorded }]);
  const told = opened.events.flatMap((event) => {
    if (event.type === "replayed") return [`replayed ${event.check}: ${event.result.outcome}`];
    return event.type === "result" ? [`result ${event.check}`] : [];
  });
  expect(told).toEqual([
    "replayed 1: violated",
    "replayed 2: violated",
    "result 0",
    "result 1",
    "result 2",
  ]);
});

test("a series of workloads tries the one that failed before it draws others", async () => {
  const opened = openSession();
  const cell = (step: string) => `import { forAll, fc } from "heddle";
    await forAll("writers", fc.integer({ min: 1, max: 3 }), (s, writers) => {
      console.log(writers);
      const x = s.shared("x", 0);
      for (let i = 0; i < writers; i++) s.thread("t" + i, function* () {
        const v: number = yield* x.read();
        yield* x.write(${step});
      });
      s.atEnd("none is lost", () => x.now === writers);
    });`;
  const [before] = cellsOf(cell("v + 1"));
  await opened.run([before]);
  const recordedWorkloads = opened.events.flatMap((event) => {
    if (event.type !== "workloads") return [];
    const { result, ...rest } = event.result;
    return [{ ...rest, result: result === null ? null : record(result) }];
  });
  expect(recordedWorkloads).toMatchObject([{ smallest: "2" }]);
  const [after] = cellsOf(cell("1 + v"));
  await opened.run([{ cell: after, mode: "explore", recordedWorkloads }]);
  const told = opened.events.flatMap((event) => {
    if (event.type === "replayed") return [`replayed: ${event.result.outcome}`];
    return event.type === "console" ? [event.text] : [];
  });
  const at = told.indexOf("replayed: violated");
  expect(at).toBeGreaterThan(0);
  expect(new Set(told.slice(0, at))).toEqual(new Set(["2"]));
  expect(told.filter((line) => line.startsWith("replayed"))).toHaveLength(1);
});
