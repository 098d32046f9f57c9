import { expect, test } from "vitest";
import { HeddleError, check, scenario } from "../index.js";

const counter = scenario("counter", (s) => {
  const x = s.shared("x", 0);
  s.thread("a", function* () {
    yield* x.write(1);
  });
  s.always("small", () => x.now < 1);
  s.atEnd("one", () => x.now === 1);
  s.reachable("reached", () => x.now === 1);
  s.reachable("not reached", () => x.now === 2);
  s.eventually("rises", () => x.now === 1);
});

async function refusal(options: object): Promise<HeddleError> {
  try {
    await check(counter, options);
  } catch (error) {
    if (error instanceof HeddleError) return error;
    throw error;
  }
  throw new Error("not refused");
}

test("without expectations everything should hold and be reachable", async () => {
  const result = await check(counter);
  const rows = result.properties.map((p) => [p.property, p.verdict, p.expected, p.asExpected]);
  expect(rows).toEqual([
    ["small", "violated", "holds", false],
    ["one", "holds", "holds", true],
    ["reached", "reachable", "reachable", true],
    ["not reached", "unreachable", "reachable", false],
    ["rises", "holds", "holds", true],
    ["no deadlock", "holds", "holds", true],
    ["no live-lock", "holds", "holds", true],
    ["no assertion fails", "holds", "holds", true],
    ["no thread throws", "holds", "holds", true],
  ]);
});

test("an expectation is met or not, and changes nothing else", async () => {
  const plain = await check(counter);
  const result = await check(counter, {
    expect: { small: "violated", one: "violated", "not reached": "unreachable" },
  });
  expect(result.properties.map((p) => p.asExpected)).toEqual([
    true,
    false,
    true,
    true,
    true,
    true,
    true,
    true,
    true,
  ]);
  const verdicts = (r: typeof plain) =>
    r.properties.map(({ verdict, replay }) => [verdict, replay]);
  expect(verdicts(result)).toEqual(verdicts(plain));
});

test("an expectation of a property that does not exist is refused", async () => {
  const error = await refusal({ expect: { smal: "holds" } });
  expect(error.message).toBe('expect names "smal", but "counter" has no such property');
  expect(error.hint).toContain('"small", "one", "reached"');
  expect(error.hint).toContain('"no deadlock"');
});

test("an expectation that the property cannot meet is refused", async () => {
  const always = await refusal({ expect: { small: "reachable" } });
  expect(always.message).toBe('"small" cannot be reachable; expect holds or violated');
  const reachable = await refusal({ expect: { reached: "holds" } });
  expect(reachable.message).toBe('"reached" cannot be holds; expect reachable or unreachable');
  const unknown = await refusal({ expect: { small: "maybe" } });
  expect(unknown.message).toContain(
    'the expected verdict of "small" is "maybe"; it must be holds or',
  );
});

test("a wrong memory model, engine or scenario is refused", async () => {
  expect((await refusal({ memory: "arm" })).message).toBe(
    'memory is "arm"; it must be sc or tso or weak',
  );
  expect((await refusal({ engine: "fast" })).message).toBe(
    'engine is "fast"; it must be states or traces',
  );
  await expect(check({} as never)).rejects.toThrow("check needs a scenario");
  await expect(check(undefined as never)).rejects.toThrow("check needs a scenario");
});

test("a property cannot have the name of one that every scenario has", async () => {
  const clash = scenario("clash", (s) => {
    s.thread("a", function* () {});
    s.always("no deadlock", () => true);
  });
  await expect(check(clash)).rejects.toThrow('"no deadlock" is a property of every scenario');
});

test("the figures of a result prove that no generator step was run twice for a node", async () => {
  const branching = scenario("branching", (s) => {
    const x = s.shared("x", 0);
    for (const t of ["a", "b", "c"]) {
      s.thread(t, function* () {
        for (let i = 0; i < 4; i++) if ((yield* x.update((v) => (v + 1) % 5)) === 2) return;
      });
    }
  });
  const result = await check(branching);
  expect(result.unfolded).toBe(result.nodes);
  expect(result.nodes).toBeGreaterThan(20);
});
