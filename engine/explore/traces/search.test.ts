import { describe, expect, test } from "vitest";
import { PropertyEvaluator } from "../../check/evaluate.js";
import {
  type Builder,
  type Shared,
  assume,
  awaitUntil,
  fence,
  scenario,
  type Scenario,
} from "../../index.js";
import { Machine } from "../../memory/machine.js";
import { type RunEnd } from "./run-judge.js";
import { TraceSearch } from "./search.js";
import { exploreAll, stateText } from "./testing/brute-force.js";
import { mulberry32, randomProgram, scenarioOf } from "./testing/random-program.js";
import { countTraces, endOf } from "./testing/sleep-set-oracle.js";

/** Steps after which a random program is too large for the oracles. */
const mostSteps = 6000;

function search(of: Scenario, onEnd?: (end: RunEnd, machine: Machine) => void) {
  const machine = new Machine(of.build());
  const oracle = new PropertyEvaluator(machine);
  const found = new TraceSearch(machine, oracle, {
    onEnd: (end) => onEnd?.(end, machine),
  });
  return { found, machine, oracle };
}

/** Adds one to three properties over two variables each. */
function randomProperties(seed: number) {
  return (s: Builder, x: readonly Shared<number>[]): void => {
    const random = mulberry32(seed * 7 + 1);
    const below = (n: number) => Math.floor(random() * n);
    for (let p = below(3); p >= 0; p--) {
      const [a, b] = [x[below(x.length)]!, x[below(x.length)]!];
      const [c, d] = [below(3), below(3)];
      if (below(2) === 0) s.always(`p${p}`, () => !(a.now === c && b.now === d));
      else s.reachable(`p${p}`, () => a.now === c && b.now === d);
    }
  };
}

/** What differs between the search and the oracles for one random program; null when too large. */
function differences(of: Scenario): string[] | null {
  const ends = new Set<string>();
  const { found, machine, oracle } = search(of, (end, m) => ends.add(`${end} ${stateText(m)}`));
  if (!found.run(mostSteps)) return null;
  const { complete, deadlocked, failed, assumed, properties } = found.judge;

  const together = machine.built.properties.map((_, p) =>
    Array.from({ length: machine.slots }, (__, slot) => slot).filter((slot) =>
      oracle.readersOf(slot).includes(p),
    ),
  );
  const counts = countTraces(new Machine(of.build()), together);
  const reference = new Machine(of.build());
  const judge = new PropertyEvaluator(reference);
  const kinds = reference.built.properties.map(({ kind }) => kind);
  const all = exploreAll(reference, () =>
    kinds.flatMap((kind, p) => (judge.evaluate(p) === (kind === "reachable") ? [p] : [])),
  );

  const wrong: string[] = [];
  const expectEqual = (what: string, got: unknown, want: unknown) => {
    const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
    if (a !== b) wrong.push(`${what}: ${a} instead of ${b}`);
  };
  expectEqual("blocked", found.sleepSetBlocked, 0);
  expectEqual("traces", { complete, deadlocked, failed, assumed }, counts);
  expectEqual("ends", [...ends].sort(), [...all.ends].sort());
  const shown = properties.flatMap(({ schedule }, p) => (schedule === null ? [] : [p]));
  expectEqual("notable", shown, [...all.notable].sort());
  for (const p of shown) {
    const end = follow(machine, properties[p]!.schedule!);
    if (end !== null) wrong.push(end);
    else expectEqual(`shown ${p}`, oracle.evaluate(p), kinds[p] === "reachable");
    machine.reset();
  }
  return wrong;
}

/** Makes the moves of a schedule; returns what is wrong with it, or null. */
function follow(machine: Machine, schedule: Int32Array): string | null {
  const enabled = new Int32Array(4096);
  for (const [i, move] of schedule.entries()) {
    const end = machine.allMoves(enabled, 0);
    if (!enabled.subarray(0, end).includes(move)) return `move ${i} of a schedule is not enabled`;
    machine.step(move);
  }
  return null;
}

describe("the traces engine agrees with a sleep-set search and with brute force", () => {
  const batches = [
    { size: 4, programs: 9000, properties: false },
    { size: 5, programs: 6000, properties: false },
    { size: 7, programs: 2000, properties: false },
    { size: 5, programs: 3000, properties: true },
  ];
  test.each(batches)("on $programs random programs of size $size", (batch) => {
    let tooLarge = 0;
    for (let seed = 1; seed <= batch.programs; seed++) {
      const program = randomProgram(seed * 16 + batch.size, batch.size);
      const wrong = differences(
        batch.properties ? scenarioOf(program, randomProperties(seed)) : scenarioOf(program),
      );
      if (wrong === null) tooLarge++;
      else if (wrong.length > 0) throw new Error(`seed ${seed}: ${wrong.join("; ")}`);
    }
    expect(tooLarge).toBeLessThan(batch.programs / 20);
  });
});

describe("a traces search", () => {
  const lostUpdate = scenario("lost update", (s) => {
    const x = s.shared("x", 0);
    for (const t of ["a", "b"]) {
      s.thread(t, function* () {
        const v = yield* x.read();
        yield* x.write(v + 1);
      });
    }
    s.atEnd("both count", () => x.now === 2);
  });

  test("can be run in slices of any size", () => {
    const whole = search(lostUpdate).found;
    expect(whole.run(1000)).toBe(true);
    const sliced = search(lostUpdate).found;
    let slices = 1;
    while (!sliced.run(1)) slices++;
    expect(slices).toBeGreaterThan(5);
    expect(sliced.judge.complete).toBe(whole.judge.complete);
    expect(sliced.judge.properties[0]).toEqual(whole.judge.properties[0]);
  });

  test("estimates the share of the work that is done", () => {
    const { found } = search(lostUpdate);
    expect(found.fraction).toBe(0);
    const shares = [];
    while (!found.run(1)) shares.push(found.fraction);
    expect(shares.at(-1)).toBeGreaterThan(0.4);
    expect(Math.max(...shares)).toBeLessThan(1);
    expect(found.fraction).toBe(1);
  });

  test("counts the runs that violate a property and shows the first", () => {
    const { found, machine, oracle } = search(lostUpdate);
    found.run(1000);
    // One after the other, or both read first and then write in either order.
    expect(found.judge.complete).toBe(4);
    expect(found.judge.properties[0]!.count).toBe(2);
    expect(follow(machine, found.judge.properties[0]!.schedule!)).toBeNull();
    expect(oracle.evaluate(0)).toBe(false);
  });

  test("judges a state before a thread's failed assumption, but none after it", () => {
    const of = (first: boolean) =>
      scenario("assume", (s) => {
        const x = s.shared("x", 0);
        const y = s.shared("y", 0);
        s.thread("a", function* () {
          if (first) yield* y.write(1);
          yield* x.write(1);
          yield* assume(false);
        });
        s.thread("b", function* () {
          yield* awaitUntil(first ? y : x, (v) => v === 1);
          yield* y.write(2);
        });
        s.reachable("b writes", () => y.now === 2);
      });
    const before = search(of(true)).found;
    before.run(1000);
    expect(before.judge.properties[0]!.schedule).not.toBeNull();
    const after = search(of(false)).found;
    after.run(1000);
    expect(after.judge.properties[0]!.schedule).toBeNull();
    expect(after.judge.assumed).toBe(1);
  });

  test("sees a state between two writes of variables that only a property connects", () => {
    const { found } = search(
      scenario("connected", (s) => {
        const x = s.shared("x", 0);
        const y = s.shared("y", 0);
        s.thread("a", function* () {
          yield* x.write(1);
          yield* fence();
          yield* x.write(0);
        });
        s.thread("b", function* () {
          yield* y.write(1);
          yield* y.write(0);
        });
        s.always("not both", () => x.now === 0 || y.now === 0);
      }),
    );
    found.run(1000);
    expect(found.judge.properties[0]!.schedule).not.toBeNull();
    // All interleavings of two and two writes: C(4, 2).
    expect(found.judge.complete).toBe(6);
    expect(endOf(found.machine)).toBe("deadlocked");
  });

  test("gives up a run that is too long", () => {
    const machine = new Machine(
      scenario("endless", (s) => {
        const x = s.shared("x", 0);
        s.thread("a", function* () {
          for (;;) yield* x.update((v) => (v + 1) % 2);
        });
      }).build(),
    );
    const found = new TraceSearch(machine, new PropertyEvaluator(machine), { maxDepth: 50 });
    expect(found.run(1000)).toBe(true);
    expect(found.tooDeep).toBe(true);
  });
});
