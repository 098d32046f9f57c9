import { expect, test } from "vitest";
import { type Builder, assert, checkpoint, check, scenario } from "../index.js";
import { lineOf } from "../check/testing/refused.js";
import { machineFor } from "../memory/models.js";
import { decodeReplay } from "./replay-string.js";
import type { ReplayResult } from "./replay-result.js";
import { replay } from "./replay.js";

/** The counterexample of a property of one scenario, replayed on another. */
async function replayed(
  property: string,
  before: (s: Builder) => void,
  after: (s: Builder) => void = before,
): Promise<ReplayResult> {
  const result = await check(scenario("one", before));
  const { replay: text } = result.properties.find((p) => p.property === property)!;
  const recording = decodeReplay(text!);
  return replay(machineFor(scenario("one", after).build(), recording.memory), recording);
}

/** Two threads that increment by reading and writing. */
function increments(change: {
  readonly by?: number;
  readonly atomic?: boolean;
  readonly name?: string;
}) {
  return (s: Builder) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    for (const t of ["a", "b"]) {
      s.thread(t, function* () {
        yield* y.read();
        if (change.atomic === true) {
          yield* x.update((v) => v + 1);
          return;
        }
        const old = yield* x.read();
        yield* x.write(old + (change.by ?? 1));
      });
    }
    s.atEnd(change.name ?? "both counted", () => x.now === 2);
  };
}

test("a counterexample replays", async () => {
  const result = await replayed("both counted", increments({}));
  expect(result).toMatchObject({
    scenario: "one",
    property: "both counted",
    outcome: "violated",
    mismatchAt: null,
    message: null,
  });
  expect(result.trace.steps).toHaveLength(6);
});

test("a changed scenario is told from the first step that does not match", async () => {
  const before = increments({});
  const result = await replayed("both counted", before, increments({ by: 2 }));
  const { trace } = await replayed("both counted", before);
  const first = trace.steps.findIndex(({ label }) => label === "x = 1");
  expect(result).toMatchObject({ outcome: "mismatch", mismatchAt: first });
  const thread = trace.threads[trace.steps[first].thread];
  expect(result.message).toBe(
    `this step is now "x = 2" of ${thread}, which is not what was recorded`,
  );
  expect(result.trace.steps).toHaveLength(first + 1);
});

test("a step that has become impossible is told with the reason", async () => {
  const result = await replayed("both counted", increments({}), increments({ atomic: true }));
  expect(result.outcome).toBe("mismatch");
  const gone = await replayed(
    "both counted",
    (s) => {
      const x = s.shared("x", 0);
      s.thread("a", function* () {
        yield* x.write(1);
        yield* x.write(2);
      });
      s.atEnd("both counted", () => x.now === 1);
    },
    (s) => {
      const x = s.shared("x", 0);
      s.thread("a", function* () {
        yield* x.write(1);
      });
      s.atEnd("both counted", () => x.now === 2);
    },
  );
  expect(gone).toMatchObject({
    outcome: "mismatch",
    mismatchAt: 1,
    message: "a cannot move here: it waits or has ended",
  });
});

test("a thread that is gone is told", async () => {
  const threads = (n: number) => (s: Builder) => {
    const x = s.shared("x", 0);
    for (let t = 0; t < n; t++) {
      s.thread(`t${t}`, function* () {
        yield* x.write(t);
      });
    }
    s.reachable("last", () => x.now === 2);
  };
  const result = await replayed("last", threads(3), threads(2));
  expect(result.outcome).toBe("mismatch");
  expect(result.message).toBe("the scenario has no thread number 3 any more");
});

test("a property that holds now on the same steps is told as passed", async () => {
  const declare = (bound: number) => (s: Builder) => {
    const x = s.shared("x", 0);
    s.thread("a", function* () {
      yield* x.write(3);
    });
    s.always("small", () => x.now < bound);
    s.reachable("large", () => x.now >= bound);
  };
  expect((await replayed("small", declare(2), declare(5))).outcome).toBe("passed");
  expect((await replayed("small", declare(2), declare(3))).outcome).toBe("violated");
  expect((await replayed("large", declare(2), declare(5))).outcome).toBe("passed");
  expect((await replayed("large", declare(2), declare(3))).outcome).toBe("witnessed");
});

test("a property that is gone is refused", async () => {
  await expect(
    replayed("both counted", increments({}), increments({ name: "another name" })),
  ).rejects.toThrow('the property this was recorded for is no longer in "one"');
});

test("a final state that is now a deadlock does not violate what final states must be", async () => {
  const declare = (waits: boolean) => (s: Builder) => {
    const x = s.shared("x", 0);
    const l = s.mutex("l");
    s.thread("a", function* () {
      yield* l.lock();
      yield* x.write(1);
      if (waits) yield* l.lock();
    });
    s.atEnd("zero", () => x.now === 0);
  };
  expect((await replayed("zero", declare(false), declare(true))).outcome).toBe("passed");
});

test("a deadlock, a failed assertion and a thrown error replay", async () => {
  const dead = await replayed("no deadlock", (s) => {
    const l = s.mutex("l");
    const m = s.mutex("m");
    s.thread("a", function* () {
      yield* l.lock();
      yield* m.lock();
      yield* m.unlock();
      yield* l.unlock();
    });
    s.thread("b", function* () {
      yield* m.lock();
      yield* l.lock();
      yield* l.unlock();
      yield* m.unlock();
    });
  });
  expect(dead.outcome).toBe("violated");
  expect(dead.trace.waiting.map(({ thread, reason, holds }) => [thread, reason, holds])).toEqual([
    [0, "m, held by b", ["l"]],
    [1, "l, held by a", ["m"]],
  ]);
  const thrown = await replayed("no thread throws", (s) => {
    const x = s.shared("x", 0);
    s.thread("a", function* () {
      if ((yield* x.read()) === 0) throw new Error("zero");
    });
  });
  expect(thrown.outcome).toBe("violated");
  const failed = await replayed("no assertion fails", (s) => {
    const x = s.shared("x", 0);
    s.thread("a", function* () {
      yield* assert((yield* x.read()) === 1);
    });
  });
  expect(failed.outcome).toBe("violated");
});

test("a live-lock replays, also when the loop declares locations on its first round", async () => {
  const result = await replayed("no live-lock", (s) => {
    const x = s.shared("x", 0);
    const first = s.rwsem("first");
    const second = s.rwsem("second");
    s.thread("a", function* () {
      for (;;) {
        yield* checkpoint();
        yield* first.downRead();
        yield* first.upRead();
        yield* second.downRead();
        yield* second.upRead();
        if ((yield* x.read()) === 1) return;
      }
    });
  });
  expect(result.outcome).toBe("violated");
});

test("a replay under a store buffer repeats the flushes", async () => {
  const declare = (s: Builder) => {
    const x = s.shared("x", 0);
    const y = s.shared("y", 0);
    s.thread("a", function* () {
      yield* x.write(1);
      return yield* y.read();
    });
    s.thread("b", function* () {
      yield* y.write(1);
      return yield* x.read();
    });
    s.atEnd("one sees the other", () => x.now + y.now === 2);
    s.reachable("both see nothing", () => x.now + y.now === 0);
  };
  const sb = scenario("one", (s) => {
    declare(s);
  });
  const result = await check(sb, { memory: "tso" });
  for (const p of result.properties) {
    if (p.replay === null) continue;
    const recording = decodeReplay(p.replay);
    expect(recording.memory).toBe("tso");
    const again = replay(machineFor(sb.build(), "tso"), recording);
    expect(again.trace).toEqual(p.trace);
  }
});

test("the source positions of a long trace cost one more run of each thread", async () => {
  let rounds = 0;
  const steps = 400;
  const build = (s: Builder) => {
    const x = s.shared("x", 0);
    s.thread("t", function* () {
      for (let i = 0; i < steps; i++) {
        rounds++;
        yield* x.write(i % 7);
      }
    });
    s.atEnd("never", () => false);
  };
  const result = await check(scenario("long", build));
  const recording = decodeReplay(result.properties[0].replay!);
  rounds = 0;
  const { trace } = replay(machineFor(scenario("long", build).build(), "sc"), recording);
  expect(trace.steps).toHaveLength(steps);
  expect(new Set(trace.steps.map(({ position }) => position?.line)).size).toBe(1);
  expect(trace.steps[0].position?.line).toBeGreaterThan(0);
  expect(rounds).toBe(2 * steps);
});

test("a thread that only returns an operation is where it makes it", async () => {
  const result = await check(
    scenario("returned", (s) => {
      const x = s.shared("x", 0);
      s.thread("t", () => x.write(1)); // made here
      s.atEnd("never", () => false);
    }),
  );
  const { position } = result.properties[0].trace!.steps[0];
  expect(position?.line).toBe(lineOf(import.meta.url, "made here"));
});
