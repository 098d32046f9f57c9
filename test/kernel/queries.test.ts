import { expect, test } from "vitest";
import type { CheckResult } from "../../engine/check/result.js";
import type { CheckRef } from "../../app/kernel/protocol.js";
import { QueryError } from "../../app/kernel/session.js";
import { type Opened, openSession, until } from "./open-session.js";
import { endless } from "../cli/heddle.js";
import { cellsOf } from "./run-text.js";

const lost = `import { check, scenario } from "heddle";
const lost = scenario("lost update", (s) => {
  const x = s.shared("x", 0);
  for (const name of ["A", "B"]) s.thread(name, function* () {
    const seen: number = yield* x.read();
    yield* x.write(seen + 1);
  });
  s.atEnd("x is 2", () => x.now === 2);
  s.always("x is small", () => x.now < 3);
});
await check(lost);
await check(lost, { memory: "tso" });`;

/** However busy the machine is, a search gets to say how far it came. */
const patient = { grace: 20_000 };

const of: CheckRef = { cell: "c0", check: 0 };

async function openLost(): Promise<{ opened: Opened; replay: string; result: CheckResult }> {
  const opened = openSession();
  await opened.run(cellsOf(lost));
  const event = opened.events.find(({ type }) => type === "result");
  const result = event?.type === "result" ? event.result : null;
  return { opened, replay: result!.properties[0].replay!, result: result! };
}

test("a replay string is followed on the check that it belongs to", async () => {
  const { opened, replay } = await openLost();
  const { session } = opened;
  expect(await session.ask({ type: "replay", check: null, text: replay })).toMatchObject({
    outcome: "violated",
    property: "x is 2",
    trace: { memory: "sc" },
  });
  expect(await session.ask({ type: "replay", check: of, text: replay })).toMatchObject({
    outcome: "violated",
  });
});

test("a cell's check that a replay string belongs to is found, and no other cell's", async () => {
  const { opened, replay } = await openLost();
  const { session } = opened;
  const origin = await session.ask({ type: "origin", cell: "c0", text: replay });
  expect(origin).toMatchObject({ check: of, result: { outcome: "violated", property: "x is 2" } });
  await expect(session.ask({ type: "origin", cell: "c1", text: replay })).rejects.toThrow(
    "no check of this notebook belongs to the replay string",
  );
});

test("a step of a result is found in its cell", async () => {
  const { opened, result } = await openLost();
  const position = result.properties[0].trace!.steps[0].position!;
  expect(position.source).toBe("n.heddle.md#c0");
  expect(opened.session.placeOf(position)).toEqual({ cell: "c0", line: 5, column: 35 });
  expect(opened.session.placeOf({ ...position, source: "heddle" })).toBeNull();
});

test("one can step by hand from any step of an interleaving", async () => {
  const { opened, replay } = await openLost();
  const { session } = opened;
  const at = (steps: number, then: number[] = []) =>
    session.ask({ type: "follow", check: of, schedule: { replay, steps, then } });

  const start = await at(0);
  expect(start.trace.steps).toEqual([]);
  expect(start.choices.map(({ step }) => [step.thread, step.label])).toEqual([
    [0, "read x"],
    [1, "read x"],
  ]);
  expect(start.choices[0].step.position).toMatchObject({ line: 6, column: 35 });
  expect(start.end).toBeNull();
  expect(start.properties).toEqual([
    { property: "x is 2", kind: "atEnd", holds: null, shownAfter: null },
    { property: "x is small", kind: "always", holds: true, shownAfter: null },
  ]);

  const read = await at(1);
  const [goOn] = read.choices;
  const written = await at(1, [goOn.move]);
  expect(written.trace.steps.map(({ label }) => label)).toEqual(["read x", "x = 1"]);
  expect(written.choices.map(({ step }) => step.thread)).toEqual([1]);
  const [other] = written.choices;
  const [last] = (await at(1, [goOn.move, other.move])).choices;
  const end = await at(1, [goOn.move, other.move, last.move]);
  expect(end).toMatchObject({ end: "complete", choices: [], trace: { waiting: [] } });
  expect(end.properties[0].holds).toBe(true);
  expect((await at(99)).properties[0]).toMatchObject({ holds: false, shownAfter: 4 });
});

test("what was stepped by hand has a replay string of its own", async () => {
  const { opened, replay } = await openLost();
  const { session } = opened;
  const at = (from: string | null, steps: number, then: number[] = []) =>
    session.ask({ type: "follow", check: of, schedule: { replay: from, steps, then } });
  expect((await at(replay, 99)).replay).toBe(replay);
  const { choices } = await at(replay, 1);
  const forked = await at(replay, 1, [choices[0].move]);
  const again = await session.ask({ type: "replay", check: of, text: forked.replay });
  expect(again).toMatchObject({ outcome: "passed", property: "x is 2" });
  expect(again.trace.steps).toEqual(forked.trace.steps);
  const byHand = await at(null, 0, [0, 1, 0, 1]);
  const failed = await session.ask({ type: "replay", check: null, text: byHand.replay });
  expect(failed).toMatchObject({ outcome: "violated", property: "x is 2" });
});

test("the steps whose order decides are found for an interleaving", async () => {
  const { opened, replay } = await openLost();
  const pairs = await opened.session.ask({ type: "deciding", check: of, replay });
  // A reads, B reads, B writes, A writes: one of them has to read after the other's write.
  const decisive = pairs.map(({ first, second }) => [first + 1, second + 1]);
  expect(decisive).toEqual([
    [2, 4],
    [1, 3],
  ]);
});

test("there is an interleaving for every outcome", async () => {
  const opened = openSession();
  await opened.run(
    cellsOf(`import { check, scenario } from "heddle";
      await check(scenario("two readers", (s) => {
        const x = s.shared("x", 0);
        s.thread("W", function* () { yield* x.write(1); yield* x.write(2); });
        s.thread("R", function* () { return yield* x.read(); });
      }));`),
  );
  const ask = (outcome: string) => opened.session.ask({ type: "outcome", check: of, outcome });
  const steps = async (outcome: string) => {
    const witness = await ask(outcome);
    return witness?.trace.steps.map(({ label, result }) => result ?? label);
  };
  expect(await steps("R=0")).toEqual(["0", "x = 1", "x = 2"]);
  expect(await steps("R=1")).toEqual(["x = 1", "1", "x = 2"]);
  expect(await ask("R=1")).toMatchObject({ minimal: true, switches: 1 });
  expect(await ask("R=7")).toBeNull();
});

test("threads that cannot go on are named, store buffers move by themselves", async () => {
  const opened = openSession();
  await opened.run(
    cellsOf(`import { check, scenario } from "heddle";
      await check(scenario("s", (s) => {
        const lock = s.mutex("lock");
        const x = s.shared("x", 0);
        s.thread("A", function* () { yield* lock.lock(); yield* x.write(1); yield* lock.unlock(); });
        s.thread("B", function* () { yield* lock.lock(); yield* lock.unlock(); });
      }), { memory: "tso" });`),
  );
  const at = (...then: number[]) =>
    opened.session.ask({ type: "follow", check: of, schedule: { replay: null, then } });
  const [lock] = (await at()).choices;
  const locked = await at(lock.move);
  expect(locked.trace.waiting).toMatchObject([{ thread: 1, reason: "lock, held by A" }]);
  const [write] = locked.choices;
  const pending = await at(lock.move, write.move);
  expect(pending.trace.steps[1].pending).toEqual(["x=1"]);
  expect(pending.choices.map(({ step }) => step.kind)).toContain("flush");
});

test("expressions are evaluated in every state", async () => {
  const { opened, replay } = await openLost();
  const watched = await opened.session.ask({
    type: "watch",
    check: of,
    schedule: { replay },
    expressions: ["x", "x === 1 ? 'one' : `x`", "x.y.z", "A", "x +", "import('x')", "process"],
  });
  expect(watched.map(({ values }) => values)).toEqual([
    ["0", "0", "0", "1", "1"],
    ['"x"', '"x"', '"x"', '"one"', '"one"'],
    [null, null, null, null, null],
    ["A", "A", "A", "A", "A"],
    [null, null, null, null, null],
    [null, null, null, null, null],
    [null, null, null, null, null],
  ]);
  const errors = watched.map(({ errors: [error] }) => error ?? "");
  expect(errors[2]).toContain("Cannot read properties of undefined");
  expect(errors[4]).toContain("Unexpected token");
  expect(errors[5]).toContain("import(...) may not stand here");
  expect(errors[6]).toBe("process is not defined");
});

test("all interleavings after a step are explored, and traces show them from the start", async () => {
  const { opened, replay, result } = await openLost();
  const explore = (steps: number) =>
    opened.session.ask({ type: "explore", check: of, schedule: { replay, steps } });
  const whole = await explore(0);
  expect(whole.interleavings).toBe(result.interleavings);
  expect(whole.properties).toEqual(result.properties);
  // A has read: of the three interleavings that begin so, two lose an update.
  const later = await explore(1);
  expect(later.interleavings).toBe(3n);
  const [property] = later.properties;
  expect(property).toMatchObject({ verdict: "violated", failing: 2n });
  expect(property.trace!.steps.map(({ thread }) => thread)).toHaveLength(4);
  expect(property.trace!.steps[0].thread).toBe(0);
  const again = await opened.session.ask({ type: "replay", check: of, text: property.replay! });
  expect(again.outcome).toBe("violated");
  // B has read and written, too: nothing can be saved any more.
  expect((await explore(3)).properties[0]).toMatchObject({ verdict: "violated", failing: 1n });
});

test("questions are answered while a search runs, and an exploration can be interrupted", async () => {
  const opened = openSession(patient);
  const [small, big] = cellsOf(lost, endless);
  await opened.run([small, big]);
  const [, , slow] = cellsOf(lost, endless, "await check(big);");
  const running = opened.run([slow]);
  await until(() => opened.events.some(({ type }) => type === "progress"));
  const { choices } = await opened.session.ask({
    type: "follow",
    check: of,
    schedule: { replay: null },
  });
  expect(choices).toHaveLength(2);
  await opened.session.interrupt();
  await running;
  const exploring = opened.session.ask({
    type: "explore",
    check: { cell: slow.name, check: 0 },
    schedule: { replay: null },
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await opened.session.interrupt();
  expect((await exploring).stopped?.budget).toBe("cancelled");
  expect(opened.lost).toEqual([]);
});

test("what cannot be answered is refused with a reason", async () => {
  const { opened, replay } = await openLost();
  const { session } = opened;
  const refusal = async (asked: Promise<unknown>): Promise<string> => {
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(QueryError);
    return (error as QueryError).problem.message;
  };
  const schedule = { replay: null };
  const none = { cell: "c0", check: 7 };
  expect(await refusal(session.ask({ type: "follow", check: none, schedule }))).toBe(
    "cell c0 has made no check number 8",
  );
  const impossible = { replay, then: [0] };
  expect(await refusal(session.ask({ type: "follow", check: of, schedule: impossible }))).toContain(
    "step 5 of the schedule is not possible",
  );
  expect(await refusal(session.ask({ type: "replay", check: null, text: "heddle1.x" }))).toContain(
    "damaged",
  );
  const spin = session.ask({
    type: "watch",
    check: of,
    schedule,
    expressions: ["(() => { for (;;); })()"],
  });
  const refused = refusal(spin);
  await session.interrupt();
  expect(await refused).toBe("the question was interrupted");
});
