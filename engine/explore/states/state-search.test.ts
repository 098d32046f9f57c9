import { expect, test } from "vitest";
import {
  type Builder,
  assert,
  assume,
  atomic,
  awaitUntil,
  check,
  checkpoint,
  choose,
  join,
  scenario,
  spawn,
} from "../../index.js";

/** Verdicts and figures of a scenario in the states engine. */
async function verdicts(declare: (s: Builder) => void) {
  const result = await check(scenario("s", declare), { engine: "states" });
  return {
    result,
    of: (name: string) => result.properties.find((p) => p.property === name)!,
  };
}

test("a spawned thread that fails at once is found", async () => {
  const { of } = await verdicts((s) => {
    s.thread("parent", function* () {
      yield* spawn("child", function* () {
        yield* assert(false, "born dead");
      });
    });
  });
  expect(of("no assertion fails")).toMatchObject({
    verdict: "violated",
    message: "child fails: born dead",
  });
});

test("a run in which a spawned thread's assumption is false at once is not considered", async () => {
  const { result, of } = await verdicts((s) => {
    const x = s.shared("x", 0);
    s.thread("parent", function* () {
      yield* spawn("child", function* () {
        yield* assume(false);
      });
      yield* x.write(1);
    });
    s.reachable("after", () => x.now === 1);
  });
  expect(of("after").verdict).toBe("unreachable");
  expect(result.interleavings).toBe(0n);
});

test("the simplest failing interleaving is found when another one was met first", async () => {
  const { of } = await verdicts((s) => {
    const x = s.shared("x", 0);
    s.thread("waiter", function* () {
      yield* awaitUntil(x, (v) => v > 0);
      yield* assert(false);
    });
    s.thread("writer", function* () {
      yield* x.write(1);
      yield* x.write(2);
    });
  });
  expect(of("no assertion fails")).toMatchObject({ switches: 0, steps: 3, minimal: true });
});

test("all alternatives of many choices at once are explored", async () => {
  const { of } = await verdicts((s) => {
    s.thread("a", function* () {
      yield* choose(1000);
    });
    const others = ["b", "c", "d", "e", "f"].map((name) =>
      s.thread(name, function* () {
        return (yield* choose(1000)) === 999;
      }),
    );
    s.reachable("last ones", () => others.every((t) => t.result === true));
  });
  expect(of("last ones").verdict).toBe("reachable");
});

test("a choice at the head of a loop keeps nobody waiting", async () => {
  const { of, result } = await verdicts((s) => {
    const x = s.shared("x", 0);
    s.thread("chooser", function* () {
      for (;;) {
        yield* checkpoint();
        if ((yield* choose(2)) === 1) return;
      }
    });
    s.thread("writer", function* () {
      yield* x.write(1);
    });
    s.reachable("written", () => x.now === 1);
    s.eventually("ends up written", () => x.now === 1);
  });
  expect(of("written").verdict).toBe("reachable");
  expect(of("ends up written").verdict).toBe("holds");
  expect(of("no live-lock").verdict).toBe("violated");
  expect(result.unbounded).toBe("a retry loop of chooser");
});

test("a loop of local steps alone is a live-lock, also beside a thread that waits for ever", async () => {
  const { of } = await verdicts((s) => {
    const x = s.shared("x", 0);
    s.thread("chooser", function* () {
      for (;;) {
        yield* checkpoint();
        yield* choose(2);
      }
    });
    s.thread("waiter", function* () {
      yield* awaitUntil(x, (v) => v === 1);
    });
  });
  expect(of("no live-lock").verdict).toBe("violated");
});

test("a retry loop that another thread lets go is no live-lock", async () => {
  const { of, result } = await verdicts((s) => {
    const x = s.shared("x", 0);
    s.thread("spinner", function* () {
      do {
        yield* checkpoint();
      } while ((yield* x.read()) === 0);
    });
    s.thread("writer", function* () {
      yield* x.write(1);
    });
    s.eventually("released", () => x.now === 1);
  });
  expect(of("no live-lock").verdict).toBe("holds");
  expect(of("released").verdict).toBe("holds");
  expect(result.interleavings).toBeNull();
  expect(result.unbounded).toBe("a retry loop of spinner");
});

test("two threads that give way to each other for ever are a live-lock", async () => {
  const { of } = await verdicts((s) => {
    const wants = s.array("wants", 2, false);
    for (const [i, mine] of wants.entries()) {
      s.thread(`t${i}`, function* () {
        for (;;) {
          yield* checkpoint();
          yield* mine.write(true);
          if (!(yield* wants[1 - i].read())) break;
          yield* mine.write(false);
        }
        yield* mine.write(false);
      });
    }
  });
  const found = of("no live-lock");
  expect(found.verdict).toBe("violated");
  const { loop, steps } = found.trace!;
  expect(new Set(steps.slice(loop!).map((step) => step.thread))).toEqual(new Set([0, 1]));
});

test("the interleaving shown for `eventually` never makes the property true", async () => {
  const { of } = await verdicts((s) => {
    const x = s.shared("x", 0);
    const t = s.thread("t", function* () {
      yield* spawn("child", function* () {});
    });
    s.thread("writer", function* () {
      yield* x.write(1);
    });
    s.eventually("t is done before the write", () => t.done && x.now === 0);
  });
  const found = of("t is done before the write");
  expect(found.verdict).toBe("violated");
  expect(found.trace!.steps.map((step) => step.label)).toEqual(["x = 1", "spawn child"]);
  expect(found.failing).toBe(1n);
});

test("a property sees no state in the middle of an atomic block", async () => {
  const { of } = await verdicts((s) => {
    const [x, y] = s.array("x", 2, 0);
    for (const t of ["a", "b"]) {
      s.thread(t, function* () {
        yield* atomic("both", function* () {
          yield* x.update((v) => v + 1);
          yield* y.update((v) => v + 1);
        });
      });
    }
    s.always("equal", () => x.now === y.now);
    s.reachable("two", () => x.now === 2);
  });
  expect(of("equal").verdict).toBe("holds");
  expect(of("two").verdict).toBe("reachable");
});

test("a property over several variables is judged in every combination of their values", async () => {
  for (const engine of ["states", "traces"] as const) {
    const result = await check(
      scenario("independent writers", (s) => {
        const [x, y] = s.array("x", 2, 0);
        s.thread("a", function* () {
          yield* x.write(1);
          yield* x.write(0);
        });
        s.thread("b", function* () {
          yield* y.write(1);
          yield* y.write(0);
        });
        // No thread reads what another one writes: all writes commute, and yet both can be 1 at once.
        s.always("never both", () => !(x.now === 1 && y.now === 1));
      }),
      { engine },
    );
    expect(result.properties[0].verdict).toBe("violated");
    expect(result.properties[0].steps).toBe(2);
  }
});

test("a join waits for the thread, and a deadlock says for whom", async () => {
  const { of, result } = await verdicts((s) => {
    const x = s.shared("x", 0);
    const a = s.thread("a", function* () {
      yield* awaitUntil(x, (v) => v === 1);
      return 5;
    });
    s.thread("b", function* () {
      return yield* join(a);
    });
    s.thread("c", function* () {
      if ((yield* choose(2)) === 1) yield* x.write(1);
    });
  });
  expect(result.outcomes.map(({ text }) => text)).toEqual(["a=5 b=5"]);
  expect(of("no deadlock")).toMatchObject({
    verdict: "violated",
    message: "a waits for x (now 0) to change; b waits for thread a to end",
  });
});
