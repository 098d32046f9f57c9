import { afterAll, beforeAll, expect, test } from "vitest";
import { host, setHost } from "../check/host.js";
import { type Builder, type MemoryModel, check, scenario } from "../index.js";

const before = host();
beforeAll(() => setHost({ ...before, overrides: { explain: true } }));
afterAll(() => setHost(before));

/** The deciding pairs of a property as text: `thread: step before thread: step`. */
async function pairsOf(
  property: string,
  declare: (s: Builder) => void,
  memory: MemoryModel = "sc",
): Promise<string[]> {
  const { properties } = await check(scenario("pairs", declare), { memory });
  const { trace, deciding } = properties.find((each) => each.property === property)!;
  const name = (index: number) => {
    const { steps, waiting } = trace!;
    const { thread, label } = index < steps.length ? steps[index] : waiting[index - steps.length];
    return `${trace!.threads[thread]}: ${label}`;
  };
  return deciding!.map(({ first, second }) => `${name(first)} before ${name(second)}`);
}

test("a lost update: each read before the other's write", async () => {
  const pairs = await pairsOf("both count", (s) => {
    const x = s.shared("x", 0);
    for (const thread of ["A", "B"]) {
      s.thread(thread, function* () {
        const seen: number = yield* x.read();
        yield* x.write(seen + 1);
      });
    }
    s.atEnd("both count", () => x.now === 2);
  });
  expect(pairs).toEqual(["B: read x before A: x = 1", "A: read x before B: x = 1"]);
});

test("who gets a lock first may decide", async () => {
  const pairs = await pairsOf("B's value stays", (s) => {
    const x = s.shared("x", 0);
    const lock = s.mutex("m");
    for (const [thread, value] of [
      ["A", 1],
      ["B", 2],
    ] as const) {
      s.thread(thread, function* () {
        yield* lock.lock();
        yield* x.write(value);
        yield* lock.unlock();
      });
    }
    s.atEnd("B's value stays", () => x.now === 2);
  });
  expect(pairs).toEqual(["B: lock(m) before A: lock(m)"]);
});

test("in a deadlock, what a blocked thread wanted before what blocks it", async () => {
  const pairs = await pairsOf("no deadlock", (s) => {
    const [a, b] = [s.mutex("a"), s.mutex("b")];
    for (const [thread, first, second] of [
      ["A", a, b],
      ["B", b, a],
    ] as const) {
      s.thread(thread, function* () {
        yield* first.lock();
        yield* second.lock();
        yield* second.unlock();
        yield* first.unlock();
      });
    }
  });
  expect(pairs).toEqual(["A: lock(a) before B: lock(a)", "B: lock(b) before A: lock(b)"]);
});

test("a store that becomes visible late, under store buffers", async () => {
  const pairs = await pairsOf(
    "one sees the other",
    (s) => {
      const [x, y] = [s.shared("x", 0), s.shared("y", 0)];
      const A = s.thread("A", function* () {
        yield* x.write(1);
        return yield* y.read();
      });
      const B = s.thread("B", function* () {
        yield* y.write(1);
        return yield* x.read();
      });
      s.atEnd("one sees the other", () => A.result === 1 || B.result === 1);
    },
    "tso",
  );
  expect(pairs).toContain("A: read y before B: y=1 visible");
});

test("what fails in any order has no deciding pair", async () => {
  const pairs = await pairsOf("never 2", (s) => {
    const x = s.shared("x", 0);
    for (const thread of ["A", "B"]) {
      s.thread(thread, function* () {
        yield* x.update((v) => v + 1);
      });
    }
    s.always("never 2", () => x.now !== 2);
  });
  expect(pairs).toEqual([]);
});
